import type { Stage } from "../scene";

/** Draws a thing that stands in a scene. `x`, `y` is the foot's middle, `size` the height, in scene units. */
export type Motif = (stage: Stage, x: number, y: number, size: number) => void;

export const subject = { role: "subject" } as const;

/** Sails, walls, eyes. */
export const PAPER = "#fbf4e6";
