import type { ReactNode } from "react";
import { type Asked, shown } from "@/lib/models/parameters";
import type { Settings } from "@/lib/models/settings";

/** A chosen value as people read it: colors are seen, and lists are written out. */
export function SettingValue({ one, settings }: { one: Asked; settings: Settings }): ReactNode {
  switch (one.field) {
    case "rgbColors":
      return <Swatches colors={settings.rgbColors?.map(cssOf) ?? []} />;
    case "backgroundRgb":
      return <Swatches colors={settings.backgroundRgb ? [cssOf(settings.backgroundRgb)] : []} />;
    case "backgroundHex":
      return <Swatches colors={settings.backgroundHex ? [settings.backgroundHex] : []} />;
    case "fonts":
      return <Lines lines={settings.fonts?.map(({ text, url }) => `“${text}” in ${url}`)} />;
    case "superResolution":
      return <Lines lines={settings.superResolution} />;
    case "textLayout":
      return <Lines lines={settings.textLayout?.map(({ text, bbox }) => `“${text}” at ${placeOf(bbox)}`)} />;
    case "scoringRubric":
      return (
        <Lines
          lines={settings.scoringRubric?.map(
            ({ label, weight, description }) => `${label} × ${weight}: ${description}`,
          )}
        />
      );
    default:
      return shown(one);
  }
}

const cssOf = (rgb: readonly number[]) => `#${rgb.map((part) => part.toString(16).padStart(2, "0")).join("")}`;

/** `10–60 % across, 5–20 % down`, the box around the corners. */
function placeOf(corners: readonly (readonly [number, number])[]): string {
  const span = (axis: 0 | 1) => {
    const parts = corners.map((corner) => Math.round(corner[axis] * 100));
    return `${Math.min(...parts)}–${Math.max(...parts)} %`;
  };
  return `${span(0)} across, ${span(1)} down`;
}

function Swatches({ colors }: { colors: string[] }) {
  return (
    <span className="flex flex-wrap gap-x-2.5 gap-y-1 font-mono text-xs leading-5">
      {[...new Set(colors)].map((color) => (
        <span key={color} className="inline-flex items-center gap-1.5">
          <span
            aria-hidden="true"
            className="size-3.5 rounded-[3px] border border-line-strong"
            style={{ background: color }}
          />
          {color.toLowerCase()}
        </span>
      ))}
    </span>
  );
}

function Lines({ lines = [] }: { lines?: string[] }) {
  return (
    <ul className="grid gap-0.5 [overflow-wrap:anywhere]">
      {[...new Set(lines)].map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
