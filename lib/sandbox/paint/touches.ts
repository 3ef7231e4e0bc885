import type { Knobs } from "../validate/knobs";
import { hex, mix } from "./color";
import { type Inscription, lineAt } from "./lettering";
import type { Palette } from "./palette";

/** What a family's own controls change in a picture, so that a person sees that they did something. */
export type Touches = {
  /** Colors in the place of those that the words would choose. */
  palette: Palette | undefined;
  /** What stands around the picture that is cut out of its own surroundings, `#rrggbb`. */
  ground: string | undefined;
  inscriptions: Inscription[];
  /** How far the picture leaves its reference behind, 0–1. */
  strength: number | undefined;
};

/** `aspect` is the picture's width divided by its height. */
export function touchesOf(knobs: Knobs, aspect: number): Touches {
  const colors = knobs.rgb_colors?.map(hex);
  const { background_rgb_color: rgb, background_hex_color: code, background_mode: mode } = knobs;
  const solid =
    mode === undefined || mode === "solid" ? (code ?? (mode === "solid" ? "#ffffff" : undefined)) : undefined;
  return {
    palette: colors && paletteOf(colors),
    ground: rgb ? hex(rgb) : solid,
    inscriptions: inscriptionsOf(knobs, aspect),
    strength: knobs.strength,
  };
}

function inscriptionsOf({ font_inputs, text_layout, style }: Knobs, aspect: number): Inscription[] {
  const fonts = font_inputs?.map(({ text }, i) => lineAt(text, [0.08, 0.08 + i * 0.15], 0.1, aspect)) ?? [];
  const placed = text_layout?.flatMap(({ text, bbox: [topLeft, topRight, , bottomLeft] }) =>
    topLeft && topRight && bottomLeft ? [{ text, topLeft, topRight, bottomLeft }] : [],
  );
  // The style's name stands across from the mark.
  const signed = style ? [lineAt(style.replaceAll("_", " "), [0.065, 0.9], 0.028, aspect, 0.5)] : [];
  return [...fonts, ...(placed ?? []), ...signed];
}

/** Spreads any number of colors over the parts that a palette has. */
function paletteOf(colors: string[]): Palette {
  const at = (i: number) => colors[i % colors.length] ?? "#808080";
  const lighter = (color: string, share: number) => mix(color, "#ffffff", share);
  const darker = (color: string, share: number) => mix(color, "#000000", share);
  return {
    sky: [at(0), mix(at(0), at(1), 0.5), lighter(at(1), 0.3)],
    light: lighter(at(2), 0.6),
    far: mix(at(1), at(2), 0.5),
    near: darker(at(2), 0.35),
    shallow: lighter(at(1), 0.15),
    deep: darker(at(1), 0.3),
    accent: at(colors.length - 1),
  };
}
