import { mix } from "../colour";
import { cat, flower } from "../motifs";
import type { Setting, Stage } from "../scene";
import { blob, ellipse, polygon, rect } from "../shapes";
import { floor } from "./sky";

const SKIN = ["#f3c9a5", "#e2a77c", "#b97a52", "#8a5436", "#5d3826", "#f6d7bd"];
const pick = <T>(stage: Stage, list: readonly T[], fallback: T): T =>
  list[Math.floor(stage.random() * list.length)] ?? fallback;

/** Head and shoulders before a halo. */
export const portrait: Setting = (stage) => {
  const { palette, width, height, measure } = stage;
  const x = width * stage.between(0.47, 0.53);
  const y = height * 0.43;
  const r = measure * 0.165;
  Object.assign(stage.light, { x, y: y - r * 0.2, radius: measure * 0.36 });
  stage.draw(ellipse(x, y - r * 0.2, measure * 0.36), mix(palette.accent, palette.sky[2], 0.35), { role: "distance" });
  stage.draw(ellipse(x, y - r * 0.2, measure * 0.3), mix(palette.light, palette.sky[2], 0.2), { role: "distance" });
  if (stage.has("robot")) return robotBust(stage, x, y, r);
  const skin = pick(stage, SKIN, "#e2a77c");
  const shade = mix(skin, palette.near, 0.32);
  const hair = mix(
    pick(stage, ["#2a1d18", "#6b3a1e", "#c98a3c", "#191420", "#8c2f22", "#d9d2c6"], "#2a1d18"),
    palette.near,
    0.2,
  );
  stage.draw(ellipse(x, y - r * 0.1, r * 1.36, r * 1.62), hair, { role: "subject" });
  const clothes = pick(stage, [palette.accent, palette.deep, palette.near], palette.accent);
  stage.draw(
    `M${x - r * 2.9} ${height + 20}C${x - r * 2.8} ${y + r * 2.3} ${x - r * 1.2} ${y + r * 2} ${x - r * 0.5} ${y + r * 1.7}H${x + r * 0.5}C${x + r * 1.2} ${y + r * 2} ${x + r * 2.8} ${y + r * 2.3} ${x + r * 2.9} ${height + 20}Z`,
    clothes,
    { to: mix(clothes, palette.near, 0.5), role: "subject" },
  );
  stage.draw(
    `M${x - r * 0.42} ${y + r * 0.6}V${y + r * 1.68}Q${x} ${y + r * 2.3} ${x + r * 0.42} ${y + r * 1.68}V${y + r * 0.6}Z`,
    shade,
    { role: "subject" },
  );
  const face = `M${x - r} ${y - r * 0.35}C${x - r} ${y - r * 1.6} ${x + r} ${y - r * 1.6} ${x + r} ${y - r * 0.35}C${x + r} ${y + r * 0.7} ${x + r * 0.4} ${y + r * 1.28} ${x} ${y + r * 1.28}C${x - r * 0.4} ${y + r * 1.28} ${x - r} ${y + r * 0.7} ${x - r} ${y - r * 0.35}Z`;
  stage.draw(face, skin, { role: "subject" });
  // The side away from the light, with the nose's edge.
  stage.draw(
    `M${x + r * 0.1} ${y - r * 1.28}C${x + r * 0.9} ${y - r * 1.3} ${x + r} ${y - r * 0.7} ${x + r} ${y - r * 0.35}C${x + r} ${y + r * 0.7} ${x + r * 0.4} ${y + r * 1.28} ${x} ${y + r * 1.28}C${x + r * 0.24} ${y + r * 0.9} ${x - r * 0.02} ${y + r * 0.62} ${x + r * 0.2} ${y + r * 0.42}C${x + r * 0.02} ${y + r * 0.1} ${x + r * 0.16} ${y - r * 0.5} ${x + r * 0.1} ${y - r * 1.28}Z`,
    shade,
    { opacity: 0.75, role: "subject" },
  );
  for (const side of [-1, 1]) {
    const ex = x + side * r * 0.42;
    stage.draw(
      `M${ex - r * 0.22} ${y - r * 0.1}Q${ex} ${y - r * 0.3} ${ex + r * 0.22} ${y - r * 0.1}Q${ex} ${y + r * 0.04} ${ex - r * 0.22} ${y - r * 0.1}Z`,
      "#fdf6ea",
      { role: "subject" },
    );
    stage.draw(ellipse(ex, y - r * 0.12, r * 0.095), mix(palette.deep, "#101018", 0.4), { role: "subject" });
    stage.draw(
      `M${ex - r * 0.26} ${y - r * 0.38}Q${ex} ${y - r * 0.56} ${ex + r * 0.26} ${y - r * 0.38}Q${ex} ${y - r * 0.48} ${ex - r * 0.26} ${y - r * 0.38}Z`,
      hair,
      { role: "subject" },
    );
  }
  stage.draw(
    `M${x - r * 0.26} ${y + r * 0.72}Q${x - r * 0.1} ${y + r * 0.62} ${x} ${y + r * 0.68}Q${x + r * 0.1} ${y + r * 0.62} ${x + r * 0.26} ${y + r * 0.72}Q${x} ${y + r * 0.92} ${x - r * 0.26} ${y + r * 0.72}Z`,
    mix("#b23a48", skin, 0.3),
    { role: "subject" },
  );
  const sweep = stage.random() < 0.5 ? 1 : -1;
  stage.draw(
    `M${x - sweep * r * 1.16} ${y + r * 0.2}C${x - sweep * r * 1.3} ${y - r * 1.5} ${x + sweep * r * 0.2} ${y - r * 1.8} ${x + sweep * r * 1.12} ${y - r * 0.5}C${x + sweep * r * 0.5} ${y - r * 1.1} ${x - sweep * r * 0.5} ${y - r * 1} ${x - sweep * r * 1.16} ${y + r * 0.2}Z`,
    hair,
    { role: "subject" },
  );
  if (stage.has("beard")) beard(stage, x, y, r, mix(hair, "#d8d2c8", 0.55));
  if (stage.has("hat")) hat(stage, x, y, r);
  if (stage.has("cat")) cat(stage, x + r * 2.2, height * 0.99, measure * 0.34);
  if (stage.has("flower")) for (const at of [-1.2, 1.3]) flower(stage, x + r * at * 1.6, height * 1.02, measure * 0.4);
};

function beard(stage: Stage, x: number, y: number, r: number, fill: string) {
  stage.draw(
    `M${x - r} ${y + r * 0.1}C${x - r * 1.1} ${y + r * 1.1} ${x - r * 0.6} ${y + r * 1.9} ${x} ${y + r * 1.95}C${x + r * 0.6} ${y + r * 1.9} ${x + r * 1.1} ${y + r * 1.1} ${x + r} ${y + r * 0.1}C${x + r * 0.7} ${y + r * 0.55} ${x + r * 0.5} ${y + r * 0.5} ${x} ${y + r * 0.46}C${x - r * 0.5} ${y + r * 0.5} ${x - r * 0.7} ${y + r * 0.55} ${x - r} ${y + r * 0.1}Z`,
    fill,
    { to: mix(fill, stage.palette.near, 0.3), role: "subject" },
  );
  stage.draw(ellipse(x, y + r * 0.78, r * 0.28, r * 0.07), mix("#8c3a3a", stage.palette.near, 0.3), {
    role: "subject",
  });
}

/** A cap with a band and a short peak. */
function hat(stage: Stage, x: number, y: number, r: number) {
  const { palette } = stage;
  const cloth = mix(palette.deep, palette.near, 0.4);
  stage.draw(
    `M${x - r * 1.12} ${y - r * 0.78}C${x - r * 1.7} ${y - r * 1.9} ${x - r * 0.5} ${y - r * 2} ${x} ${y - r * 1.95}C${x + r * 0.5} ${y - r * 2} ${x + r * 1.7} ${y - r * 1.9} ${x + r * 1.12} ${y - r * 0.78}Z`,
    cloth,
    { role: "subject" },
  );
  stage.draw(rect(x - r * 1.14, y - r * 0.98, r * 2.28, r * 0.26), palette.accent, { role: "subject" });
  stage.draw(
    `M${x - r * 1.1} ${y - r * 0.72}Q${x} ${y - r * 0.98} ${x + r * 1.1} ${y - r * 0.72}Q${x} ${y - r * 0.36} ${x - r * 1.1} ${y - r * 0.72}Z`,
    mix(cloth, "#000000", 0.4),
    { role: "subject" },
  );
}

function robotBust(stage: Stage, x: number, y: number, r: number) {
  const { palette, height } = stage;
  const metal = mix(palette.far, "#dfe5e8", 0.5);
  const dark = mix(metal, palette.near, 0.5);
  const box = (bx: number, by: number, w: number, h: number, fill: string, round = r * 0.2) =>
    stage.draw(
      `M${bx + round} ${by}h${w - 2 * round}q${round} 0 ${round} ${round}v${h - 2 * round}q0 ${round} ${-round} ${round}h${-(w - 2 * round)}q${-round} 0 ${-round} ${-round}v${-(h - 2 * round)}q0 ${-round} ${round} ${-round}Z`,
      fill,
      { role: "subject" },
    );
  box(x - r * 2.3, y + r * 1.5, r * 4.6, height, dark, r * 0.7);
  box(x - r * 1.5, y + r * 1.9, r * 3, height, metal, r * 0.3);
  box(x - r * 0.4, y + r * 0.8, r * 0.8, r, dark, r * 0.1);
  box(x - r * 0.06, y - r * 1.9, r * 0.12, r * 0.7, dark, r * 0.02);
  stage.draw(ellipse(x, y - r * 1.95, r * 0.17), palette.accent, { role: "subject" });
  box(x - r * 1.25, y - r * 1.25, r * 2.5, r * 2.25, metal, r * 0.4);
  box(x - r * 0.98, y - r * 0.8, r * 1.96, r * 0.92, palette.near, r * 0.3);
  for (const side of [-1, 1]) {
    stage.draw(ellipse(x + side * r * 0.46, y - r * 0.34, r * 0.25), palette.accent, { role: "subject" });
    stage.draw(ellipse(x + side * r * 0.46, y - r * 0.34, r * 0.11), palette.light, { role: "subject" });
    box(x + side * r * 1.36 - r * 0.14, y - r * 0.6, r * 0.28, r * 0.8, dark, r * 0.1);
  }
  for (let i = -2; i <= 2; i++) box(x + i * r * 0.26 - r * 0.08, y + r * 0.42, r * 0.16, r * 0.3, dark, r * 0.04);
}

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
  if (stage.has("banana")) bananas(stage, x, y, measure * 0.6, shadow);
  if (stage.has("fruit") || !(stage.has("flower") || stage.has("cup") || stage.has("banana")))
    bowl(stage, x, y, measure * 0.5, shadow);
  if (stage.has("cat")) cat(stage, width * 0.8, height * 0.95, measure * 0.4);
};

type Shadow = (x: number, y: number, radius: number) => void;
const subject = { role: "subject" } as const;

function bananas(stage: Stage, x: number, y: number, size: number, shadow: Shadow) {
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
  const [fx, fy] = [x + size * 0.01, y - size * 0.1];
  for (const side of [-1, 1])
    stage.draw(ellipse(fx + side * size * 0.07, fy + size * 0.02, size * 0.017, size * 0.026), palette.near, subject);
  stage.draw(
    `M${fx - size * 0.055} ${fy + size * 0.06}Q${fx} ${fy + size * 0.12} ${fx + size * 0.055} ${fy + size * 0.06}Q${fx} ${fy + size * 0.095} ${fx - size * 0.055} ${fy + size * 0.06}Z`,
    palette.near,
    subject,
  );
}

function bowl(stage: Stage, x: number, y: number, size: number, shadow: Shadow) {
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

function cup(stage: Stage, x: number, y: number, size: number, shadow: Shadow) {
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

function vase(stage: Stage, x: number, y: number, size: number, shadow: Shadow) {
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
