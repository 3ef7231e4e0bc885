import { mix } from "../color";
import { cat, fish } from "../motifs/animals";
import { rocket } from "../motifs/vehicles";
import type { Setting, Stage } from "../scene";
import { blob, ellipse, type Point, polygon, rect, ridge } from "../shapes";
import { stars, visitors } from "./sky";

export const space: Setting = (stage) => {
  const { palette, width, height, measure, random } = stage;
  for (let i = 0; i < 5; i++) {
    const cloud = Array.from({ length: 9 }, (_, k): Point => {
      const angle = (k / 9) * 2 * Math.PI;
      const reach = measure * stage.between(0.16, 0.42);
      return [
        width * 0.5 + Math.cos(angle) * reach * 1.5 + (i - 2) * measure * 0.16,
        height * 0.45 + Math.sin(angle) * reach + (i - 2) * measure * 0.1,
      ];
    });
    stage.draw(blob(cloud), [palette.accent, palette.far, palette.shallow][i % 3] ?? palette.far, {
      opacity: 0.2,
      role: "distance",
    });
  }
  stars(stage, 160);
  const r = measure * stage.between(0.2, 0.27);
  const x = width * stage.between(0.36, 0.66);
  const y = height * stage.between(0.4, 0.55);
  Object.assign(stage.light, { x, y, radius: r });
  const body = mix(palette.accent, palette.far, 0.25);
  const ring = (from: number, to: number) =>
    `M${x - r * 1.9} ${y + r * 0.5}A${r * 1.95} ${r * 0.5} -15 0 ${from} ${x + r * 1.9} ${y - r * 0.5}A${r * 1.5} ${r * 0.32} -15 0 ${to} ${x - r * 1.9} ${y + r * 0.5}Z`;
  stage.draw(ring(1, 0), mix(palette.light, palette.far, 0.4), { opacity: 0.85, role: "subject" });
  stage.draw(ellipse(x, y, r), body, { to: palette.near, role: "subject" });
  for (let i = -3; i <= 3; i++) {
    const half = Math.sqrt(Math.max(0, 1 - (i / 4) ** 2)) * r;
    stage.draw(
      ellipse(x, y + (i / 4) * r, half * 0.97, r * stage.between(0.03, 0.08)),
      i % 2 ? palette.light : palette.near,
      { opacity: 0.2, role: "subject" },
    );
  }
  stage.draw(
    `M${x + r * 0.2} ${y - r * 0.98}A${r} ${r} 0 0 1 ${x + r * 0.2} ${y + r * 0.98}A${r * 1.25} ${r * 1.25} 0 0 0 ${x + r * 0.2} ${y - r * 0.98}Z`,
    palette.near,
    { opacity: 0.5, role: "subject" },
  );
  stage.draw(ring(0, 1), mix(palette.light, palette.accent, 0.25), { role: "subject" });
  stage.draw(
    ellipse(width * stage.between(0.1, 0.24), height * stage.between(0.14, 0.3), measure * 0.05),
    palette.light,
    { role: "distance" },
  );
  stage.draw(ridge(random, stage, height * 0.9, measure * 0.07, 1), mix(palette.near, palette.far, 0.35), {
    to: palette.near,
  });
  if (stage.has("rocket")) rocket(stage, width * 0.24, height * 0.8, measure * 0.4);
  if (stage.has("cat")) cat(stage, width * 0.72, height * 0.96, measure * 0.4);
};

export const underwater: Setting = (stage) => {
  const { palette, width, height, measure, random } = stage;
  Object.assign(stage.light, { x: width * stage.between(0.3, 0.7), y: 0 });
  const { light } = stage;
  for (let i = 0; i < 7; i++) {
    const at = light.x + (i - 3) * measure * 0.12;
    const spread = (i - 3) * measure * 0.22;
    stage.draw(
      polygon([
        [at - measure * 0.02, -20],
        [at + measure * 0.03, -20],
        [at + spread + measure * 0.16, height],
        [at + spread - measure * 0.05, height],
      ]),
      palette.light,
      { opacity: 0.13, role: "distance" },
    );
  }
  for (let i = 0; i < 3; i++) {
    const fill = mix(stage.land(0.2 + 0.36 * i), palette.sky[1], 0.4 - 0.18 * i);
    stage.draw(ridge(random, stage, height * (0.72 + 0.1 * i), measure * 0.07, 0), fill, {
      to: palette.deep,
      role: i === 0 ? "distance" : "ground",
    });
    coral(stage, height * (0.76 + 0.1 * i), i);
  }
  for (let i = 0; i < 7; i++)
    fish(
      stage,
      width * stage.between(0.12, 0.9),
      height * stage.between(0.18, 0.62),
      measure * stage.between(0.05, 0.11),
    );
  fish(stage, width * stage.between(0.4, 0.6), height * stage.between(0.36, 0.5), measure * 0.3);
  let bubbles = "";
  for (let i = 0; i < 34; i++)
    bubbles += ellipse(width * random(), height * random(), measure * (0.003 + 0.01 * random() ** 2));
  stage.draw(bubbles, "#ffffff", { opacity: 0.4 });
};

function coral(stage: Stage, y: number, row: number) {
  const { palette, width, measure } = stage;
  const colors = [palette.accent, mix(palette.accent, "#ffd36b", 0.5), "#c2567f", mix(palette.shallow, "#8fd66b", 0.4)];
  for (let i = 0; i < 5; i++) {
    const x = width * stage.random();
    const fill = mix(colors[(i + row) % colors.length] ?? palette.accent, palette.deep, 0.34 - 0.14 * row);
    for (let arm = -2; arm <= 2; arm++) {
      const tall = measure * stage.between(0.08, 0.2);
      const tip = x + arm * measure * 0.035;
      stage.draw(
        `M${x - measure * 0.012} ${y + measure * 0.04}Q${x} ${y - tall * 0.4} ${tip - measure * 0.012} ${y - tall}a${measure * 0.013} ${measure * 0.013} 0 0 1 ${measure * 0.026} 0Q${x + measure * 0.03} ${y - tall * 0.4} ${x + measure * 0.014} ${y + measure * 0.04}Z`,
        fill,
      );
    }
  }
}

/** For words that name nothing to draw: discs, arcs and bars in balance. */
export const abstract: Setting = (stage) => {
  const { palette, width, height, measure, random } = stage;
  const colors = [
    palette.accent,
    palette.deep,
    palette.far,
    palette.shallow,
    palette.near,
    palette.light,
    palette.sky[0],
  ];
  const color = (i: number) => colors[i % colors.length] ?? palette.accent;
  const [x, y] = [width * stage.between(0.36, 0.64), height * stage.between(0.36, 0.6)];
  Object.assign(stage.light, { x, y });
  const lean = (random() - 0.5) * width * 0.5;
  stage.draw(
    polygon([
      [width * 0.5 + lean, -20],
      [width + 20, -20],
      [width + 20, height + 20],
      [width * 0.5 - lean, height + 20],
    ]),
    mix(palette.sky[1], palette.far, 0.5),
    { role: "distance" },
  );
  const rings = 4 + Math.floor(random() * 3);
  for (let i = 0; i < rings; i++) {
    stage.draw(ellipse(x, y, measure * 0.36 * (1 - i / rings)), color(i * 2 + 1), { opacity: i ? 1 : 0.9 });
  }
  for (let i = 0; i < 4; i++) {
    const r = measure * stage.between(0.1, 0.26);
    const [ax, ay] = [width * stage.between(0.1, 0.9), height * stage.between(0.1, 0.9)];
    const turn = Math.floor(random() * 4);
    const [dx, dy] = [
      [1, 1],
      [-1, 1],
      [-1, -1],
      [1, -1],
    ][turn] ?? [1, 1];
    stage.draw(
      `M${ax} ${ay}h${(dx ?? 1) * r}A${r} ${r} 0 0 ${(dx ?? 1) * (dy ?? 1) > 0 ? 1 : 0} ${ax} ${ay + (dy ?? 1) * r}Z`,
      color(i + 2),
      { opacity: 0.92, role: "subject" },
    );
  }
  for (let i = 0; i < 5; i++) {
    const long = measure * stage.between(0.3, 0.8);
    const [bx, by] = [width * stage.between(0, 0.8), height * stage.between(0.08, 0.95)];
    stage.draw(
      random() < 0.5 ? rect(bx, by, long, measure * 0.012) : rect(bx, by - long, measure * 0.012, long),
      i % 2 ? palette.near : palette.accent,
      { role: "subject" },
    );
  }
  for (let i = 0; i < 7; i++) {
    stage.draw(ellipse(width * random(), height * random(), measure * stage.between(0.008, 0.04)), color(i + 4), {
      role: "subject",
    });
  }
  visitors(stage);
};
