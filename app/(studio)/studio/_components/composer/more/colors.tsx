"use client";

import { useId } from "react";
import { Button } from "@/components/ui/button";
import type { MoreProps } from "../more-settings";
import { Rows } from "./rows";

type Rgb = [number, number, number];

const toHex = (rgb: Rgb) => `#${rgb.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
const toRgb = (hex: string): Rgb => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as Rgb;

/** Colors that the picture keeps to. */
export function Palette({ wanted, onChange }: MoreProps) {
  return (
    <Rows<{ hex: string }, Rgb>
      label="Palette"
      add="Add a color"
      max={10}
      initial={(wanted.rgbColors ?? []).map((rgb) => ({ hex: toHex(rgb) }))}
      blank={{ hex: "#c2410c" }}
      finish={({ hex }) => toRgb(hex)}
      onChange={(rgbColors) => onChange({ rgbColors })}
    >
      {({ hex }, set, no) => <Swatch label={`Color ${no}`} hex={hex} onChange={(next) => set({ hex: next })} />}
    </Rows>
  );
}

/** The background as Recraft's models take it. */
export function BackgroundRgb({ wanted, onChange }: MoreProps) {
  return (
    <OneColor
      label="Background color"
      hex={wanted.backgroundRgb && toHex(wanted.backgroundRgb)}
      onChange={(hex) => onChange({ backgroundRgb: hex === undefined ? undefined : toRgb(hex) })}
    />
  );
}

/** The background as Riverflow takes it: by itself it means a solid one. */
export function BackgroundHex({ wanted, onChange }: MoreProps) {
  return (
    <OneColor
      label="Solid background color"
      hex={wanted.backgroundHex}
      onChange={(backgroundHex) => onChange({ backgroundHex })}
    />
  );
}

function OneColor({
  label,
  hex,
  onChange,
}: {
  label: string;
  hex: string | undefined;
  onChange: (hex: string | undefined) => void;
}) {
  return (
    <div className="flex min-h-9 items-center justify-between gap-2">
      {hex === undefined ? <span>{label}</span> : <Swatch label={label} hex={hex} onChange={onChange} />}
      <Button size="sm" onClick={() => onChange(hex === undefined ? "#ffffff" : undefined)}>
        {hex === undefined ? "Choose" : "Leave to the model"}
        <span className="sr-only">: {label.toLowerCase()}</span>
      </Button>
    </div>
  );
}

function Swatch({ label, hex, onChange }: { label: string; hex: string; onChange: (hex: string) => void }) {
  const id = useId();
  return (
    <div className="flex items-center gap-2.5">
      <input
        id={id}
        type="color"
        value={hex}
        onChange={({ target }) => onChange(target.value)}
        className="h-8 w-11 shrink-0 cursor-pointer rounded-control border border-line-strong bg-surface p-0.5"
      />
      <label htmlFor={id}>{label}</label>
      <span className="font-mono text-muted text-xs">{hex}</span>
    </div>
  );
}
