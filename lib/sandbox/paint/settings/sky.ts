import { mix } from "../color";
import { birds, cat, fish } from "../motifs/animals";
import { balloon, rocket } from "../motifs/vehicles";
import type { Stage } from "../scene";
import { cloud, ellipse, polygon, rect } from "../shapes";

/** What the sky does: stars, clouds, rain, snow, lightning. */
export function weather(stage: Stage) {
  if (stage.has("stars")) stars(stage, 90);
  if (stage.has("clouds") || !stage.has("stars")) clouds(stage);
  if (stage.has("lightning")) lightning(stage);
}

export function stars(stage: Stage, count: number) {
  const { width, height, measure, random } = stage;
  let d = "";
  for (let i = 0; i < count; i++) {
    d += ellipse(width * random(), height * 0.6 * random(), measure * (0.0012 + 0.003 * random() ** 3));
  }
  stage.draw(d, "#fffdf0", { role: "distance" });
}

function clouds(stage: Stage) {
  const { palette, width, height, measure, random } = stage;
  const dark = stage.has("rain") || stage.has("lightning");
  for (let i = 0; i < 4; i++) {
    const y = height * (0.1 + 0.1 * i);
    const fill = dark ? mix(palette.sky[0], palette.sky[1], 0.25 * i) : mix(palette.sky[2], "#ffffff", 0.35);
    stage.draw(cloud(random, width * random(), y, measure * stage.between(0.3, 0.6)), fill, {
      opacity: dark ? 0.8 : 0.62,
      role: "distance",
    });
  }
}

function lightning(stage: Stage) {
  const { width, height, measure, random } = stage;
  let x = width * stage.between(0.3, 0.7);
  const left: [number, number][] = [];
  for (let i = 0; i <= 7; i++) {
    left.push([x, height * 0.08 * i]);
    x += (random() - 0.5) * measure * 0.16;
  }
  const right = left.map(([px, py], i): [number, number] => [px + measure * 0.016 * (1 - i / 7), py]).reverse();
  stage.draw(polygon([...left, ...right]), "#fffbe0", { role: "distance" });
}

/** What passes through any landscape, last, in front of everything. */
export function visitors(stage: Stage) {
  const { width, height, measure } = stage;
  if (stage.has("balloon")) {
    balloon(stage, width * stage.between(0.3, 0.45), height * 0.55, measure * 0.42);
    balloon(stage, width * stage.between(0.65, 0.85), height * 0.34, measure * 0.2);
  }
  if (stage.has("bird")) birds(stage, width * 0.5, height * 0.26, measure * 0.2);
  if (stage.has("rocket")) rocket(stage, width * 0.5, height * 0.66, measure * 0.5);
  if (stage.has("cat")) cat(stage, width * stage.between(0.35, 0.65), height * 0.97, measure * 0.5);
  if (stage.has("fish")) fish(stage, width * 0.5, height * 0.7, measure * 0.2);
  if (stage.has("rain")) streaks(stage);
  if (stage.has("snow")) flakes(stage);
}

function streaks(stage: Stage) {
  const { width, height, measure, random } = stage;
  let d = "";
  for (let i = 0; i < 90; i++) {
    const [x, y, long] = [width * random(), height * random(), measure * stage.between(0.03, 0.08)];
    d += polygon([
      [x, y],
      [x + measure * 0.003, y],
      [x - long * 0.25, y + long],
    ]);
  }
  stage.draw(d, "#ffffff", { opacity: 0.35, role: "subject" });
}

function flakes(stage: Stage) {
  const { width, height, measure, random } = stage;
  let d = "";
  for (let i = 0; i < 110; i++)
    d += ellipse(width * random(), height * random(), measure * (0.002 + 0.006 * random() ** 2));
  stage.draw(d, "#ffffff", { opacity: 0.85, role: "subject" });
}

/** A flat floor from `y` down. */
export const floor = (stage: Stage, y: number, fill: string, to: string) =>
  stage.draw(rect(-20, y, stage.width + 40, stage.height - y + 20), fill, { to, role: "distance" });
