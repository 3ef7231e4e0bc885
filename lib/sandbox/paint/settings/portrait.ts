import { mix } from "../color";
import { cat } from "../motifs/animals";
import { subject } from "../motifs/motif";
import { flower } from "../motifs/plants";
import type { Setting, Stage } from "../scene";
import { ellipse, rect } from "../shapes";

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
  const hair = mix(
    pick(stage, ["#2a1d18", "#6b3a1e", "#c98a3c", "#191420", "#8c2f22", "#d9d2c6"], "#2a1d18"),
    palette.near,
    0.2,
  );
  stage.draw(ellipse(x, y - r * 0.1, r * 1.36, r * 1.62), hair, subject);
  shoulders(stage, x, y, r);
  face(stage, x, y, r, skin);
  eyes(stage, x, y, r, hair);
  fringe(stage, x, y, r, hair);
  if (stage.has("beard")) beard(stage, x, y, r, mix(hair, "#d8d2c8", 0.55));
  if (stage.has("hat")) hat(stage, x, y, r);
  if (stage.has("cat")) cat(stage, x + r * 2.2, height * 0.99, measure * 0.34);
  if (stage.has("flower")) for (const at of [-1.2, 1.3]) flower(stage, x + r * at * 1.6, height * 1.02, measure * 0.4);
};

function shoulders(stage: Stage, x: number, y: number, r: number) {
  const { palette, height } = stage;
  const clothes = pick(stage, [palette.accent, palette.deep, palette.near], palette.accent);
  stage.draw(
    `M${x - r * 2.9} ${height + 20}C${x - r * 2.8} ${y + r * 2.3} ${x - r * 1.2} ${y + r * 2} ${x - r * 0.5} ${y + r * 1.7}H${x + r * 0.5}C${x + r * 1.2} ${y + r * 2} ${x + r * 2.8} ${y + r * 2.3} ${x + r * 2.9} ${height + 20}Z`,
    clothes,
    { to: mix(clothes, palette.near, 0.5), ...subject },
  );
}

/** Neck, face, mouth, and the side away from the light. */
function face(stage: Stage, x: number, y: number, r: number, skin: string) {
  const shade = mix(skin, stage.palette.near, 0.32);
  stage.draw(
    `M${x - r * 0.42} ${y + r * 0.6}V${y + r * 1.68}Q${x} ${y + r * 2.3} ${x + r * 0.42} ${y + r * 1.68}V${y + r * 0.6}Z`,
    shade,
    subject,
  );
  const outline = `M${x - r} ${y - r * 0.35}C${x - r} ${y - r * 1.6} ${x + r} ${y - r * 1.6} ${x + r} ${y - r * 0.35}C${x + r} ${y + r * 0.7} ${x + r * 0.4} ${y + r * 1.28} ${x} ${y + r * 1.28}C${x - r * 0.4} ${y + r * 1.28} ${x - r} ${y + r * 0.7} ${x - r} ${y - r * 0.35}Z`;
  stage.draw(outline, skin, subject);
  // The side away from the light, with the nose's edge.
  stage.draw(
    `M${x + r * 0.1} ${y - r * 1.28}C${x + r * 0.9} ${y - r * 1.3} ${x + r} ${y - r * 0.7} ${x + r} ${y - r * 0.35}C${x + r} ${y + r * 0.7} ${x + r * 0.4} ${y + r * 1.28} ${x} ${y + r * 1.28}C${x + r * 0.24} ${y + r * 0.9} ${x - r * 0.02} ${y + r * 0.62} ${x + r * 0.2} ${y + r * 0.42}C${x + r * 0.02} ${y + r * 0.1} ${x + r * 0.16} ${y - r * 0.5} ${x + r * 0.1} ${y - r * 1.28}Z`,
    shade,
    { opacity: 0.75, ...subject },
  );
  stage.draw(
    `M${x - r * 0.26} ${y + r * 0.72}Q${x - r * 0.1} ${y + r * 0.62} ${x} ${y + r * 0.68}Q${x + r * 0.1} ${y + r * 0.62} ${x + r * 0.26} ${y + r * 0.72}Q${x} ${y + r * 0.92} ${x - r * 0.26} ${y + r * 0.72}Z`,
    mix("#b23a48", skin, 0.3),
    subject,
  );
}

function eyes(stage: Stage, x: number, y: number, r: number, hair: string) {
  const { palette } = stage;
  for (const side of [-1, 1]) {
    const ex = x + side * r * 0.42;
    stage.draw(
      `M${ex - r * 0.22} ${y - r * 0.1}Q${ex} ${y - r * 0.3} ${ex + r * 0.22} ${y - r * 0.1}Q${ex} ${y + r * 0.04} ${ex - r * 0.22} ${y - r * 0.1}Z`,
      "#fdf6ea",
      subject,
    );
    stage.draw(ellipse(ex, y - r * 0.12, r * 0.095), mix(palette.deep, "#101018", 0.4), subject);
    stage.draw(
      `M${ex - r * 0.26} ${y - r * 0.38}Q${ex} ${y - r * 0.56} ${ex + r * 0.26} ${y - r * 0.38}Q${ex} ${y - r * 0.48} ${ex - r * 0.26} ${y - r * 0.38}Z`,
      hair,
      subject,
    );
  }
}

function fringe(stage: Stage, x: number, y: number, r: number, hair: string) {
  const sweep = stage.random() < 0.5 ? 1 : -1;
  stage.draw(
    `M${x - sweep * r * 1.16} ${y + r * 0.2}C${x - sweep * r * 1.3} ${y - r * 1.5} ${x + sweep * r * 0.2} ${y - r * 1.8} ${x + sweep * r * 1.12} ${y - r * 0.5}C${x + sweep * r * 0.5} ${y - r * 1.1} ${x - sweep * r * 0.5} ${y - r * 1} ${x - sweep * r * 1.16} ${y + r * 0.2}Z`,
    hair,
    subject,
  );
}

function beard(stage: Stage, x: number, y: number, r: number, fill: string) {
  stage.draw(
    `M${x - r} ${y + r * 0.1}C${x - r * 1.1} ${y + r * 1.1} ${x - r * 0.6} ${y + r * 1.9} ${x} ${y + r * 1.95}C${x + r * 0.6} ${y + r * 1.9} ${x + r * 1.1} ${y + r * 1.1} ${x + r} ${y + r * 0.1}C${x + r * 0.7} ${y + r * 0.55} ${x + r * 0.5} ${y + r * 0.5} ${x} ${y + r * 0.46}C${x - r * 0.5} ${y + r * 0.5} ${x - r * 0.7} ${y + r * 0.55} ${x - r} ${y + r * 0.1}Z`,
    fill,
    { to: mix(fill, stage.palette.near, 0.3), ...subject },
  );
  stage.draw(ellipse(x, y + r * 0.78, r * 0.28, r * 0.07), mix("#8c3a3a", stage.palette.near, 0.3), subject);
}

/** A cap with a band and a short peak. */
function hat(stage: Stage, x: number, y: number, r: number) {
  const { palette } = stage;
  const cloth = mix(palette.deep, palette.near, 0.4);
  stage.draw(
    `M${x - r * 1.12} ${y - r * 0.78}C${x - r * 1.7} ${y - r * 1.9} ${x - r * 0.5} ${y - r * 2} ${x} ${y - r * 1.95}C${x + r * 0.5} ${y - r * 2} ${x + r * 1.7} ${y - r * 1.9} ${x + r * 1.12} ${y - r * 0.78}Z`,
    cloth,
    subject,
  );
  stage.draw(rect(x - r * 1.14, y - r * 0.98, r * 2.28, r * 0.26), palette.accent, subject);
  stage.draw(
    `M${x - r * 1.1} ${y - r * 0.72}Q${x} ${y - r * 0.98} ${x + r * 1.1} ${y - r * 0.72}Q${x} ${y - r * 0.36} ${x - r * 1.1} ${y - r * 0.72}Z`,
    mix(cloth, "#000000", 0.4),
    subject,
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
      subject,
    );
  box(x - r * 2.3, y + r * 1.5, r * 4.6, height, dark, r * 0.7);
  box(x - r * 1.5, y + r * 1.9, r * 3, height, metal, r * 0.3);
  box(x - r * 0.4, y + r * 0.8, r * 0.8, r, dark, r * 0.1);
  box(x - r * 0.06, y - r * 1.9, r * 0.12, r * 0.7, dark, r * 0.02);
  stage.draw(ellipse(x, y - r * 1.95, r * 0.17), palette.accent, subject);
  box(x - r * 1.25, y - r * 1.25, r * 2.5, r * 2.25, metal, r * 0.4);
  box(x - r * 0.98, y - r * 0.8, r * 1.96, r * 0.92, palette.near, r * 0.3);
  for (const side of [-1, 1]) {
    stage.draw(ellipse(x + side * r * 0.46, y - r * 0.34, r * 0.25), palette.accent, subject);
    stage.draw(ellipse(x + side * r * 0.46, y - r * 0.34, r * 0.11), palette.light, subject);
    box(x + side * r * 1.36 - r * 0.14, y - r * 0.6, r * 0.28, r * 0.8, dark, r * 0.1);
  }
  for (let i = -2; i <= 2; i++) box(x + i * r * 0.26 - r * 0.08, y + r * 0.42, r * 0.16, r * 0.3, dark, r * 0.04);
}
