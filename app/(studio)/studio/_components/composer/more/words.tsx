"use client";

import type { Wanted } from "@/components/draft/draft";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { addressProblem } from "@/lib/models/address";
import type { MoreProps } from "../more-settings";
import { Rows } from "./rows";

type Font = NonNullable<Wanted["fonts"]>[number];
type Placed = NonNullable<Wanted["textLayout"]>[number];

/** An address that the provider fetches; what is wrong with it is said once somebody has begun to write. */
function Address({
  label,
  example,
  url,
  set,
}: {
  label: string;
  example: string;
  url: string;
  set: (change: { url: string }) => void;
}) {
  return (
    <Field label={label} error={url ? addressProblem(url) : null}>
      <Input
        type="url"
        inputMode="url"
        placeholder={example}
        value={url}
        onChange={({ target }) => set({ url: target.value.trim() })}
      />
    </Field>
  );
}

/** Fonts that Sourceful's models write with. */
export function Fonts({ wanted, onChange }: MoreProps) {
  return (
    <Rows<Font, Font>
      label="Fonts"
      hint="$0.03 each on top of the price. The provider fetches the file; this server never does."
      add="Add a font"
      max={2}
      initial={wanted.fonts ?? []}
      blank={{ url: "", text: "" }}
      finish={({ url, text }) => (addressProblem(url) || !text.trim() ? null : { url, text })}
      onChange={(fonts) => onChange({ fonts })}
    >
      {({ url, text }, set, no) => (
        <>
          <Address label={`Address of font ${no}`} example="https://…/font.ttf" url={url} set={set} />
          <Field label="Text to write in it">
            <Input maxLength={500} value={text} onChange={({ target }) => set({ text: target.value })} />
          </Field>
        </>
      )}
    </Rows>
  );
}

/** Pictures of details for an enlargement. */
export function SuperResolution({ wanted, onChange }: MoreProps) {
  return (
    <Rows<{ url: string }, string>
      label="Super-resolution references"
      hint="$0.20 each on top of the price. They sharpen the first reference image, and the result has its size."
      add="Add a picture's address"
      max={4}
      initial={(wanted.superResolution ?? []).map((url) => ({ url }))}
      blank={{ url: "" }}
      finish={({ url }) => (addressProblem(url) ? null : url)}
      onChange={(superResolution) => onChange({ superResolution })}
    >
      {({ url }, set, no) => (
        <Address label={`Address of detail ${no}`} example="https://…/detail.png" url={url} set={set} />
      )}
    </Rows>
  );
}

/** A text and the box it goes into, in percent of the picture from its top left. */
interface Box {
  text: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

const SIDES = [
  { side: "x", label: "Left" },
  { side: "y", label: "Top" },
  { side: "width", label: "Width" },
  { side: "height", label: "Height" },
] as const;

/** Words at their place, for Recraft V3. */
export function TextLayout({ wanted, onChange }: MoreProps) {
  return (
    <Rows<Box, Placed>
      label="Placed text"
      hint="The boxes are in percent of the picture."
      add="Place a text"
      max={20}
      initial={(wanted.textLayout ?? []).map(boxOf)}
      blank={{ text: "", x: 10, y: 10, width: 80, height: 20 }}
      finish={(box) => (box.text.trim() && fits(box) ? placed(box) : null)}
      onChange={(textLayout) => onChange({ textLayout })}
    >
      {(box, set, no) => (
        <>
          <Field label={`Text ${no}`} error={fits(box) ? null : "The box must lie within the picture."}>
            <Input maxLength={500} value={box.text} onChange={({ target }) => set({ text: target.value })} />
          </Field>
          <div className="grid grid-cols-4 gap-1.5">
            {SIDES.map(({ side, label }) => (
              <Field key={side} label={label}>
                <Input
                  type="number"
                  min={0}
                  max={100}
                  className="px-1.5 font-mono"
                  value={Number.isNaN(box[side]) ? "" : box[side]}
                  onChange={({ target }) => set({ [side]: target.valueAsNumber })}
                />
              </Field>
            ))}
          </div>
        </>
      )}
    </Rows>
  );
}

const fits = ({ x, y, width, height }: Box) =>
  x >= 0 && y >= 0 && width > 0 && height > 0 && x + width <= 100 && y + height <= 100;

/** The four corners from the top left, clockwise, as parts of width and height. */
function placed({ text, x, y, width, height }: Box): Placed {
  const [left, top, right, bottom] = [x / 100, y / 100, (x + width) / 100, (y + height) / 100];
  return {
    text,
    bbox: [
      [left, top],
      [right, top],
      [right, bottom],
      [left, bottom],
    ],
  };
}

function boxOf({ text, bbox: [[left, top], , [right, bottom]] }: Placed): Box {
  const percent = (part: number) => Math.round(part * 1000) / 10;
  return { text, x: percent(left), y: percent(top), width: percent(right - left), height: percent(bottom - top) };
}
