import type { Random } from "../../random";
import type { Raster } from "../raster";
import type { Scene } from "../scene";

/** What a hand works from, and the size of the sheet in pixels. */
export type Canvas = {
  scene: Scene;
  /** The plain scene, to look colors up in. */
  base: Raster;
  /** Data URL of the first reference, when there is one. */
  backdrop: string | undefined;
  width: number;
  height: number;
  random: Random;
};

/** A finished sheet: markup, or rows of red, green, blue bytes. */
export type Sheet = { svg: string } | { pixels: Uint8Array };

/** A way of making pictures; each maker's models share one. */
export type Hand = (canvas: Canvas) => Sheet;
