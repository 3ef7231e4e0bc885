import { contour } from "./contour";
import { dots } from "./dots";
import { glow } from "./glow";
import { halftone } from "./halftone";
import type { Hand } from "./hand";
import { ink } from "./ink";
import { lowPoly } from "./low-poly";
import { paper } from "./paper";
import { poster } from "./poster";
import { risograph } from "./risograph";
import { stainedGlass } from "./stained-glass";
import { watercolor } from "./watercolor";

/** Every maker has its own hand, so that no one mistakes one model's picture for another's. */
const hands: Record<string, Hand> = {
  google: paper,
  openai: watercolor,
  "black-forest-labs": lowPoly,
  "bytedance-seed": dots,
  qwen: ink,
  "x-ai": halftone,
  sourceful: risograph,
  recraft: poster,
  krea: glow,
  microsoft: stainedGlass,
  inclusionai: contour,
};

export const handOf = (model: string): Hand => hands[model.split("/")[0] ?? ""] ?? paper;
