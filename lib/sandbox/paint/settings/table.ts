import { mix } from "../color";
import { cat } from "../motifs/animals";
import { bananas, bottle, bowl, cup, vase } from "../motifs/tableware";
import type { Setting } from "../scene";
import { ellipse, polygon } from "../shapes";
import { floor } from "./sky";

/** Things on a table in slanting light. */
export const table: Setting = (stage) => {
  const { palette, width, height, measure } = stage;
  const edge = height * 0.62;
  Object.assign(stage.light, { x: width * 0.22, y: height * 0.2 });
  stage.draw(
    polygon([
      [width * 0.05, -20],
      [width * 0.4, -20],
      [width * 0.85, edge],
      [width * 0.4, edge],
    ]),
    palette.light,
    { opacity: 0.4, role: "distance" },
  );
  floor(stage, edge, mix(palette.far, palette.light, 0.25), mix(palette.far, palette.near, 0.55));
  const x = width / 2;
  const y = height * 0.8;
  const shadow = (sx: number, sy: number, rx: number) =>
    stage.draw(ellipse(sx + rx * 0.5, sy, rx * 1.25, rx * 0.28), palette.near, { opacity: 0.34, role: "subject" });
  if (stage.has("flower")) vase(stage, x - measure * 0.02, y, measure * 0.3, shadow);
  if (stage.has("cup"))
    cup(stage, stage.has("flower") ? x + measure * 0.3 : x, y + measure * 0.04, measure * 0.26, shadow);
  if (stage.has("bottle")) bottle(stage, x, y, measure * 0.56, shadow);
  if (stage.has("banana")) bananas(stage, x, y, measure * 0.6, shadow);
  if (stage.has("fruit") || !(["flower", "cup", "bottle", "banana"] as const).some((motif) => stage.has(motif)))
    bowl(stage, x, y, measure * 0.5, shadow);
  if (stage.has("cat")) cat(stage, width * 0.8, height * 0.95, measure * 0.4);
};
