import { mix } from "../color";
import { bridge } from "../motifs/buildings";
import type { Setting, Stage } from "../scene";
import { ellipse, rect } from "../shapes";
import { visitors, weather } from "./sky";

/** Three rows of towers before a large light, above wet ground that mirrors them. */
export const city: Setting = (stage) => {
  const { palette, height, width, measure, light } = stage;
  light.radius *= 1.7;
  stage.drawLight();
  weather(stage);
  const street = height * 0.84;
  const rows = 3;
  for (let i = 0; i < rows; i++) {
    const depth = i / (rows - 1);
    const fill = mix(stage.land(0.12 + 0.86 * depth), palette.sky[2], 0.32 * (1 - depth));
    towers(stage, street, fill, measure * (0.62 - 0.16 * i), measure * (0.05 + 0.035 * i), i);
  }
  stage.draw(rect(-20, street, width + 40, height - street + 20), mix(palette.near, palette.sky[2], 0.18), {
    to: palette.near,
  });
  reflections(stage, street);
  if (stage.has("bridge")) bridge(stage, width / 2, street, measure * 0.34);
  visitors(stage);
};

function towers(stage: Stage, street: number, fill: string, tallest: number, breadth: number, row: number) {
  const { palette, width, random } = stage;
  let walls = "";
  let shaded = "";
  let lit = "";
  let accents = "";
  for (let x = -20; x < width + 20; ) {
    const w = breadth * stage.between(0.8, 1.7);
    // Higher towards the middle: a skyline rather than a wall.
    const middle = 1 - Math.abs(x / width - 0.5) * 0.9;
    const h = tallest * middle * stage.between(0.45, 1);
    const top = street - h;
    walls += rect(x, top, w, h);
    shaded += rect(x + w * 0.62, top, w * 0.38, h);
    const style = random();
    if (style < 0.25) walls += rect(x + w * 0.46, top - h * 0.16, w * 0.07, h * 0.17);
    else if (style < 0.5) walls += rect(x + w * 0.2, top - h * 0.06, w * 0.6, h * 0.07);
    const cell = breadth * 0.2;
    for (let wx = x + cell * 0.7; wx < x + w - cell * 0.8; wx += cell) {
      for (let wy = top + cell; wy < street - cell; wy += cell * 1.35) {
        if (random() > 0.34) continue;
        const pane = rect(wx, wy, cell * 0.5, cell * 0.66);
        if (random() < 0.14) accents += pane;
        else lit += pane;
      }
    }
    x += w + breadth * stage.between(0, 0.16);
  }
  stage.draw(walls, fill, { to: mix(fill, palette.sky[2], 0.2), role: row === 0 ? "distance" : "ground" });
  stage.draw(shaded, palette.near, { opacity: 0.22, role: row === 0 ? "distance" : "ground" });
  if (row === 0) return;
  stage.draw(lit, mix(palette.light, "#ffd98a", 0.5), { opacity: 0.9 });
  stage.draw(accents, palette.accent);
}

function reflections(stage: Stage, street: number) {
  const { palette, width, height, measure, random } = stage;
  for (let i = 0; i < 26; i++) {
    const y = street + (height - street) * stage.between(0.08, 0.95);
    stage.draw(
      ellipse(width * random(), y, measure * stage.between(0.01, 0.07), measure * 0.004),
      random() < 0.4 ? palette.accent : palette.light,
      {
        opacity: 0.5,
      },
    );
  }
}
