import { type Random, randomFrom } from "../random";
import { mix } from "./color";
import type { Palette } from "./palette";
import { ellipse } from "./shapes";
import type { Motif, Theme } from "./words";

/** `distance` things are hidden when a reference picture takes the background's place. */
export type Role = "distance" | "ground" | "subject";

/** One flat shape; `to` makes its fill run into another color at its foot. */
export type Shape = { d: string; fill: string; to?: string; opacity?: number; role: Role };

/** A composition that every hand renders in its own way: shapes from back to front, in units of about 1000 × 1000. */
export type Scene = {
  width: number;
  height: number;
  palette: Palette;
  veil: number;
  light: { x: number; y: number; radius: number };
  shapes: Shape[];
};

/** A tenth of a unit is finer than any pixel. */
const LONG_NUMBER = /-?\d+\.\d\d+(e-?\d+)?/g;

/** What a setting builds its scene with. */
export class Stage {
  readonly shapes: Shape[] = [];
  readonly width: number;
  readonly height: number;
  /** The shorter side: the measure of things. */
  readonly measure: number;
  readonly palette: Palette;
  readonly light: { x: number; y: number; radius: number };

  constructor(
    readonly theme: Theme,
    aspect: number,
    readonly random: Random,
  ) {
    this.width = 1000 * Math.sqrt(aspect);
    this.height = 1000 / Math.sqrt(aspect);
    this.measure = Math.min(this.width, this.height);
    this.palette = theme.palette;
    this.light = {
      x: this.width * this.between(0.24, 0.76),
      y: this.height * this.between(0.2, 0.36),
      radius: this.measure * this.between(0.07, 0.12),
    };
  }

  has(motif: Motif): boolean {
    return this.theme.motifs.has(motif);
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.random();
  }

  /** A color of the land between the far (0) and the near (1). */
  land(depth: number): string {
    return mix(this.palette.far, this.palette.near, depth);
  }

  draw(d: string, fill: string, more: Partial<Omit<Shape, "d" | "fill">> = {}) {
    this.shapes.push({
      d: d.replace(LONG_NUMBER, (number) => String(Math.round(Number(number) * 10) / 10)),
      fill,
      role: "ground",
      ...more,
    });
  }

  /** Sun or moon with its halo. */
  drawLight() {
    const { x, y, radius } = this.light;
    for (const [factor, opacity] of [
      [3.4, 0.1],
      [2.2, 0.14],
      [1.5, 0.2],
    ] as const) {
      this.draw(ellipse(x, y, radius * factor), this.palette.light, { opacity, role: "distance" });
    }
    this.draw(ellipse(x, y, radius), this.palette.light, { role: "distance" });
  }
}

export type Setting = (stage: Stage) => void;

export function composeScene(theme: Theme, seed: string, aspect: number, setting: Setting): Scene {
  const stage = new Stage(theme, aspect, randomFrom(`scene ${seed}`));
  setting(stage);
  const { width, height, palette, light, shapes } = stage;
  return { width, height, palette, veil: theme.veil, light, shapes };
}
