import { mix } from "../color";
import type { Stage } from "../scene";
import { blob, ellipse, polygon, rect } from "../shapes";
import { subject } from "./motif";
import { flower } from "./plants";

type Shadow = (x: number, y: number, radius: number) => void;
export function bananas(stage: Stage, x: number, y: number, size: number, shadow: Shadow) {
  const { palette } = stage;
  shadow(x, y + size * 0.02, size * 0.42);
  const curve = (lift: number, width: number) =>
    `M${x - size * 0.52} ${y - size * 0.42}C${x - size * 0.42} ${y + size * (0.02 + lift)} ${x + size * 0.24} ${y + size * (0.16 + lift)} ${x + size * 0.52} ${y - size * 0.24}C${x + size * 0.3} ${y - size * (0.06 - lift + width)} ${x - size * 0.2} ${y - size * (0.1 - lift + width)} ${x - size * 0.44} ${y - size * 0.46}Z`;
  stage.draw(curve(-0.16, 0.06), "#d99a1c", subject);
  stage.draw(curve(-0.04, 0.1), "#ffd23f", subject);
  stage.draw(curve(0.03, -0.06), "#f0b323", subject);
  stage.draw(curve(-0.07, 0.02), "#ffe27a", { ...subject, opacity: 0.7 });
  stage.draw(
    polygon([
      [x - size * 0.55, y - size * 0.52],
      [x - size * 0.47, y - size * 0.54],
      [x - size * 0.43, y - size * 0.43],
      [x - size * 0.53, y - size * 0.4],
    ]),
    "#6d4a1c",
    subject,
  );
  stage.draw(ellipse(x + size * 0.52, y - size * 0.24, size * 0.022), "#5a3b18", subject);
  // A happy one.
  const [fx, fy] = [x + size * 0.01, y - size * 0.15];
  for (const side of [-1, 1])
    stage.draw(ellipse(fx + side * size * 0.07, fy + size * 0.02, size * 0.017, size * 0.026), palette.near, subject);
  stage.draw(
    `M${fx - size * 0.055} ${fy + size * 0.06}Q${fx} ${fy + size * 0.12} ${fx + size * 0.055} ${fy + size * 0.06}Q${fx} ${fy + size * 0.095} ${fx - size * 0.055} ${fy + size * 0.06}Z`,
    palette.near,
    subject,
  );
}

export function bowl(stage: Stage, x: number, y: number, size: number, shadow: Shadow) {
  const { palette } = stage;
  shadow(x, y, size * 0.44);
  const fruit = (dx: number, dy: number, r: number, fill: string) => {
    stage.draw(ellipse(x + dx * size, y - dy * size, r * size), fill, subject);
    stage.draw(
      blob([
        [x + (dx + 0.2 * r) * size, y - (dy + r) * size],
        [x + (dx + r) * size, y - dy * size],
        [x + (dx + 0.3 * r) * size, y - (dy - r) * size],
        [x + (dx + 0.7 * r) * size, y - dy * size],
      ]),
      palette.near,
      { ...subject, opacity: 0.3 },
    );
    stage.draw(
      ellipse(x + (dx - r * 0.35) * size, y - (dy + r * 0.4) * size, r * size * 0.22, r * size * 0.16),
      "#ffffff",
      { ...subject, opacity: 0.55 },
    );
  };
  fruit(0.02, 0.62, 0.17, "#e8562a");
  fruit(-0.24, 0.5, 0.16, palette.accent);
  fruit(0.26, 0.48, 0.17, "#f2b632");
  fruit(-0.04, 0.44, 0.16, "#8fb348");
  const glaze = mix(palette.deep, palette.light, 0.18);
  stage.draw(
    `M${x - size * 0.52} ${y - size * 0.42}H${x + size * 0.52}C${x + size * 0.5} ${y - size * 0.1} ${x + size * 0.2} ${y} ${x} ${y}C${x - size * 0.2} ${y} ${x - size * 0.5} ${y - size * 0.1} ${x - size * 0.52} ${y - size * 0.42}Z`,
    glaze,
    { ...subject, to: palette.deep },
  );
  stage.draw(
    rect(x - size * 0.52, y - size * 0.42, size * 1.04, size * 0.045),
    mix(glaze, palette.light, 0.5),
    subject,
  );
}

export function cup(stage: Stage, x: number, y: number, size: number, shadow: Shadow) {
  const { palette } = stage;
  const glaze = mix(palette.accent, "#fff8ea", 0.1);
  shadow(x, y, size * 0.45);
  stage.draw(
    `M${x + size * 0.34} ${y - size * 0.78}h${size * 0.14}a${size * 0.26} ${size * 0.26} 0 0 1 0 ${size * 0.52}h${-size * 0.14}v${-size * 0.11}h${size * 0.13}a${size * 0.15} ${size * 0.15} 0 0 0 0 ${-size * 0.3}h${-size * 0.13}Z`,
    mix(glaze, palette.near, 0.25),
    subject,
  );
  stage.draw(
    `M${x - size * 0.42} ${y - size * 0.88}H${x + size * 0.42}L${x + size * 0.34} ${y - size * 0.1}Q${x} ${y + size * 0.06} ${x - size * 0.34} ${y - size * 0.1}Z`,
    glaze,
    subject,
  );
  stage.draw(
    `M${x + size * 0.14} ${y - size * 0.88}H${x + size * 0.42}L${x + size * 0.34} ${y - size * 0.1}Q${x + size * 0.2} ${y} ${x + size * 0.1} ${y - size * 0.02}Z`,
    palette.near,
    { ...subject, opacity: 0.25 },
  );
  stage.draw(ellipse(x, y - size * 0.88, size * 0.42, size * 0.1), mix(glaze, "#ffffff", 0.4), subject);
  stage.draw(ellipse(x, y - size * 0.87, size * 0.36, size * 0.075), "#5a3420", subject);
  for (const at of [-0.14, 0.06]) {
    const sx = x + at * size;
    stage.draw(
      `M${sx} ${y - size}c${size * 0.14} ${-size * 0.16} ${-size * 0.1} ${-size * 0.26} ${size * 0.04} ${-size * 0.44}c${-size * 0.06} ${size * 0.2} ${size * 0.16} ${size * 0.26} ${size * 0.02} ${size * 0.44}Z`,
      palette.light,
      { ...subject, opacity: 0.6 },
    );
  }
}

export function vase(stage: Stage, x: number, y: number, size: number, shadow: Shadow) {
  const { palette } = stage;
  shadow(x, y, size * 0.42);
  for (const [at, tall] of [
    [-0.26, 1.1],
    [0.02, 1.35],
    [0.28, 1.05],
    [-0.1, 0.9],
  ] as const)
    flower(stage, x + at * size * 0.6, y - size * 0.66, size * tall);
  const glaze = mix(palette.deep, palette.accent, 0.2);
  stage.draw(
    `M${x - size * 0.16} ${y - size}h${size * 0.32}c0 ${size * 0.2} ${size * 0.2} ${size * 0.3} ${size * 0.2} ${size * 0.58}c0 ${size * 0.28} ${-size * 0.16} ${size * 0.42} ${-size * 0.36} ${size * 0.42}s${-size * 0.36} ${-size * 0.14} ${-size * 0.36} ${-size * 0.42}c0 ${-size * 0.28} ${size * 0.2} ${-size * 0.38} ${size * 0.2} ${-size * 0.58}Z`,
    glaze,
    subject,
  );
  stage.draw(
    `M${x + size * 0.06} ${y - size}h${size * 0.1}c0 ${size * 0.2} ${size * 0.2} ${size * 0.3} ${size * 0.2} ${size * 0.58}c0 ${size * 0.28} ${-size * 0.16} ${size * 0.42} ${-size * 0.3} ${size * 0.42}c${size * 0.2} ${-size * 0.3} ${size * 0.04} ${-size * 0.8} 0 ${-size}Z`,
    palette.near,
    { ...subject, opacity: 0.3 },
  );
}

export function bottle(stage: Stage, x: number, y: number, size: number, shadow: Shadow) {
  const { palette } = stage;
  const glass = mix(palette.accent, palette.light, 0.18);
  shadow(x, y, size * 0.3);
  const half = (side: number) =>
    `M${x} ${y}h${side * size * 0.22}q${side * size * 0.06} 0 ${side * size * 0.06} ${-size * 0.06}V${y - size * 0.5}q0 ${-size * 0.14} ${-side * size * 0.16} ${-size * 0.18}v${-size * 0.08}H${x}Z`;
  stage.draw(half(-1), glass, { ...subject, to: mix(glass, palette.deep, 0.3) });
  stage.draw(half(1), mix(glass, palette.near, 0.28), { ...subject, to: mix(glass, palette.near, 0.5) });
  stage.draw(
    rect(x - size * 0.1, y - size * 0.96, size * 0.2, size * 0.2),
    mix(palette.near, palette.light, 0.12),
    subject,
  );
  stage.draw(
    rect(x - size * 0.18, y - size * 0.44, size * 0.36, size * 0.26),
    mix(palette.light, "#fffaf0", 0.5),
    subject,
  );
  stage.draw(rect(x - size * 0.11, y - size * 0.35, size * 0.22, size * 0.02), palette.near, subject);
  stage.draw(rect(x - size * 0.07, y - size * 0.29, size * 0.14, size * 0.015), palette.accent, subject);
  stage.draw(rect(x - size * 0.235, y - size * 0.5, size * 0.025, size * 0.4), "#ffffff", {
    ...subject,
    opacity: 0.45,
  });
}
