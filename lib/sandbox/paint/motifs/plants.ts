import { mix } from "../color";
import type { Stage } from "../scene";
import { blob, ellipse, type Point, pine, rect } from "../shapes";
import { type Motif, subject } from "./motif";

export const roundTree: Motif = (stage, x, y, size) => {
  const { palette } = stage;
  const leaf = mix(palette.near, palette.accent, 0.3);
  stage.draw(
    rect(x - size * 0.03, y - size * 0.45, size * 0.06, size * 0.46),
    mix(palette.near, "#000000", 0.3),
    subject,
  );
  const crown = (dx: number, dy: number, r: number, fill: string) =>
    stage.draw(ellipse(x + dx * size, y - dy * size, r * size), fill, subject);
  crown(0.12, 0.55, 0.22, mix(leaf, palette.near, 0.6));
  crown(-0.14, 0.58, 0.2, leaf);
  crown(0, 0.75, 0.24, mix(leaf, palette.light, 0.14));
};

export const palm: Motif = (stage, x, y, size) => {
  const { palette } = stage;
  const trunk = mix(palette.near, "#000000", 0.25);
  const [tx, ty] = [x + size * 0.16, y - size * 0.8];
  stage.draw(
    `M${x - size * 0.035} ${y}Q${x + size * 0.02} ${y - size * 0.5} ${tx - size * 0.012} ${ty}h${size * 0.03}Q${x + size * 0.08} ${y - size * 0.45} ${x + size * 0.035} ${y}Z`,
    trunk,
    subject,
  );
  for (let i = 0; i < 7; i++) {
    const angle = -Math.PI * (0.02 + (0.96 * i) / 6);
    const [ex, ey] = [tx + Math.cos(angle) * size * 0.42, ty + Math.sin(angle) * size * 0.2 + size * 0.1];
    const [cx, cy] = [tx + Math.cos(angle) * size * 0.26, ty + Math.sin(angle) * size * 0.3 - size * 0.05];
    stage.draw(
      `M${tx} ${ty}Q${cx} ${cy} ${ex} ${ey}Q${cx} ${cy + size * 0.1} ${tx} ${ty}Z`,
      mix(palette.near, palette.shallow, (i % 3) * 0.14),
      subject,
    );
  }
};

export const cactus: Motif = (stage, x, y, size) => {
  const fill = mix("#2f6b4f", stage.palette.near, 0.3);
  const bar = (bx: number, by: number, w: number, h: number) =>
    stage.draw(`M${bx - w / 2} ${by}V${by - h + w / 2}a${w / 2} ${w / 2} 0 0 1 ${w} 0V${by}Z`, fill, subject);
  bar(x, y, size * 0.18, size);
  bar(x - size * 0.26, y - size * 0.36, size * 0.12, size * 0.34);
  bar(x + size * 0.25, y - size * 0.28, size * 0.12, size * 0.44);
  stage.draw(rect(x - size * 0.32, y - size * 0.42, size * 0.3, size * 0.11), fill, subject);
  stage.draw(rect(x, y - size * 0.34, size * 0.31, size * 0.11), fill, subject);
};

export const flower: Motif = (stage, x, y, size) => {
  const { palette } = stage;
  const sway = (stage.random() - 0.5) * size * 0.3;
  const [hx, hy] = [x + sway, y - size];
  const green = mix(palette.near, "#4f9a55", 0.45);
  stage.draw(
    `M${x - size * 0.016} ${y}Q${x} ${y - size * 0.5} ${hx} ${hy}Q${x + size * 0.04} ${y - size * 0.5} ${x + size * 0.016} ${y}Z`,
    green,
    subject,
  );
  stage.draw(
    `M${x} ${y - size * 0.2}q${size * 0.24} ${-size * 0.26} ${size * 0.3} ${-size * 0.3}q${-size * 0.06} ${size * 0.26} ${-size * 0.3} ${size * 0.3}Z`,
    green,
    subject,
  );
  const petals = 6 + Math.floor(stage.random() * 4);
  const radius = size * 0.16;
  for (const [turn, reach, fill] of [
    [0, 1.5, mix(palette.accent, palette.near, 0.22)],
    [0.5, 1.2, palette.accent],
  ] as const) {
    for (let i = 0; i < petals; i++) {
      const angle = ((i + turn) * 2 * Math.PI) / petals;
      const along = (distance: number, off: number): Point => [
        hx + Math.cos(angle + off) * distance,
        hy + Math.sin(angle + off) * distance,
      ];
      stage.draw(
        blob([
          [hx, hy],
          along(radius * reach * 0.8, -0.42),
          along(radius * reach * 1.25, 0),
          along(radius * reach * 0.8, 0.42),
        ]),
        fill,
        subject,
      );
    }
  }
  stage.draw(ellipse(hx, hy, radius * 0.5), "#f6c453", subject);
  stage.draw(ellipse(hx, hy, radius * 0.28), mix("#f6c453", palette.near, 0.5), subject);
};

export function pines(
  stage: Stage,
  y: (x: number) => number,
  count: number,
  size: [low: number, high: number],
  fill: string,
) {
  const gap = stage.width / count;
  let d = "";
  for (let i = 0; i <= count; i++) {
    const x = (i + (stage.random() - 0.5) * 0.9) * gap;
    d += pine(x, y(x), stage.between(...size));
  }
  stage.draw(d, fill, { to: mix(fill, stage.palette.near, 0.5) });
}
