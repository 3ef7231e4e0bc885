import { mix } from "./colour";
import type { Stage } from "./scene";
import { blob, ellipse, type Point, pine, polygon, rect } from "./shapes";

/** Things that stand in a scene. `x`, `y` is the foot's middle, `size` the height, in scene units. */
type Motif = (stage: Stage, x: number, y: number, size: number) => void;

const subject = { role: "subject" } as const;
const PAPER = "#fbf4e6";

export const lighthouse: Motif = (stage, x, y, size) => {
  const { palette } = stage;
  const half = (height: number) => size * (0.085 - 0.035 * height);
  const band = (from: number, to: number, fill: string) =>
    stage.draw(
      polygon([
        [x - half(from), y - size * from],
        [x + half(from), y - size * from],
        [x + half(to), y - size * to],
        [x - half(to), y - size * to],
      ]),
      fill,
      subject,
    );
  const beam = (direction: number) =>
    stage.draw(
      polygon([
        [x, y - size * 0.87],
        [x + direction * size * 4, y - size * 1.5],
        [x + direction * size * 4, y - size * 0.5],
      ]),
      palette.light,
      { ...subject, opacity: 0.28 },
    );
  beam(1);
  beam(-1);
  for (let i = 0; i < 5; i++) band(i * 0.16, (i + 1) * 0.16, i % 2 ? palette.accent : PAPER);
  stage.draw(
    polygon([
      [x, y],
      [x + half(0), y],
      [x + half(0.8), y - size * 0.8],
      [x, y - size * 0.8],
    ]),
    palette.near,
    { ...subject, opacity: 0.22 },
  );
  stage.draw(rect(x - size * 0.075, y - size * 0.82, size * 0.15, size * 0.025), palette.near, subject);
  stage.draw(rect(x - size * 0.04, y - size * 0.92, size * 0.08, size * 0.1), palette.light, subject);
  stage.draw(
    polygon([
      [x - size * 0.055, y - size * 0.92],
      [x, y - size],
      [x + size * 0.055, y - size * 0.92],
    ]),
    palette.accent,
    subject,
  );
};

export const boat: Motif = (stage, x, y, size) => {
  const { palette } = stage;
  stage.draw(
    polygon([
      [x - size * 0.03, y - size * 0.2],
      [x - size * 0.03, y - size],
      [x - size * 0.5, y - size * 0.22],
    ]),
    PAPER,
    subject,
  );
  stage.draw(
    polygon([
      [x + size * 0.03, y - size * 0.2],
      [x + size * 0.03, y - size * 0.85],
      [x + size * 0.4, y - size * 0.22],
    ]),
    palette.accent,
    subject,
  );
  stage.draw(
    `M${x - size * 0.5} ${y - size * 0.16}h${size}q${-size * 0.1} ${size * 0.2} ${-size * 0.3} ${size * 0.2}h${-size * 0.4}q${-size * 0.22} 0 ${-size * 0.3} ${-size * 0.2}Z`,
    mix(palette.near, "#000000", 0.3),
    subject,
  );
};

export const house: Motif = (stage, x, y, size) => {
  const { palette } = stage;
  stage.draw(rect(x - size * 0.45, y - size * 0.55, size * 0.9, size * 0.56), PAPER, subject);
  stage.draw(rect(x, y - size * 0.55, size * 0.45, size * 0.56), mix(PAPER, palette.near, 0.25), subject);
  stage.draw(
    polygon([
      [x - size * 0.56, y - size * 0.52],
      [x, y - size],
      [x + size * 0.56, y - size * 0.52],
    ]),
    palette.accent,
    subject,
  );
  stage.draw(rect(x - size * 0.3, y - size * 0.4, size * 0.17, size * 0.2), palette.near, subject);
  stage.draw(rect(x + size * 0.12, y - size * 0.34, size * 0.17, size * 0.34), palette.near, subject);
};

export const castle: Motif = (stage, x, y, size) => {
  const { palette } = stage;
  const stone = mix(palette.far, palette.near, 0.55);
  const tower = (at: number, width: number, height: number) => {
    stage.draw(rect(x + at - width / 2, y - height, width, height), stone, subject);
    stage.draw(rect(x + at, y - height, width / 2, height), mix(stone, palette.near, 0.5), subject);
    stage.draw(
      polygon([
        [x + at - width * 0.7, y - height],
        [x + at, y - height - width * 1.5],
        [x + at + width * 0.7, y - height],
      ]),
      palette.accent,
      subject,
    );
    stage.draw(rect(x + at - width * 0.12, y - height * 0.8, width * 0.24, width * 0.45), palette.light, subject);
  };
  tower(-size * 0.36, size * 0.17, size * 0.5);
  tower(size * 0.38, size * 0.15, size * 0.58);
  stage.draw(rect(x - size * 0.42, y - size * 0.3, size * 0.84, size * 0.3), mix(stone, palette.near, 0.2), subject);
  tower(-size * 0.08, size * 0.2, size * 0.72);
  tower(size * 0.17, size * 0.13, size * 0.5);
};

export const balloon: Motif = (stage, x, y, size) => {
  const { palette } = stage;
  const top = y - size * 0.62;
  const r = size * 0.38;
  const envelope = (width: number) =>
    `M${x - width} ${top}C${x - width} ${top - r * 1.35} ${x + width} ${top - r * 1.35} ${x + width} ${top}C${x + width} ${top + r * 0.7} ${x + width * 0.25} ${top + r} ${x + width * 0.18} ${top + r * 1.25}H${x - width * 0.18}C${x - width * 0.25} ${top + r} ${x - width} ${top + r * 0.7} ${x - width} ${top}Z`;
  stage.draw(envelope(r), palette.accent, subject);
  stage.draw(envelope(r * 0.66), PAPER, subject);
  stage.draw(envelope(r * 0.3), palette.accent, subject);
  stage.draw(rect(x - size * 0.06, y - size * 0.08, size * 0.12, size * 0.08), palette.near, subject);
};

export const rocket: Motif = (stage, x, y, size) => {
  const { palette } = stage;
  const body = (side: number) =>
    `M${x} ${y - size}C${x + side * size * 0.2} ${y - size * 0.75} ${x + side * size * 0.17} ${y - size * 0.4} ${x + side * size * 0.12} ${y - size * 0.22}H${x}Z`;
  stage.draw(
    polygon([
      [x - size * 0.1, y - size * 0.22],
      [x + size * 0.1, y - size * 0.22],
      [x, y + size * 0.12],
    ]),
    "#ffd36b",
    subject,
  );
  for (const side of [-1, 1]) {
    stage.draw(
      polygon([
        [x + side * size * 0.1, y - size * 0.5],
        [x + side * size * 0.27, y - size * 0.14],
        [x + side * size * 0.1, y - size * 0.24],
      ]),
      palette.accent,
      subject,
    );
  }
  stage.draw(body(-1), PAPER, subject);
  stage.draw(body(1), mix(PAPER, palette.near, 0.3), subject);
  stage.draw(ellipse(x, y - size * 0.62, size * 0.07), palette.accent, subject);
  stage.draw(ellipse(x, y - size * 0.62, size * 0.045), palette.deep, subject);
};

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

export const cat: Motif = (stage, x, y, size) => {
  const { palette } = stage;
  const fur = mix(palette.near, palette.accent, 0.12);
  stage.draw(
    `M${x + size * 0.2} ${y - size * 0.06}C${x + size * 0.62} ${y} ${x + size * 0.56} ${y - size * 0.42} ${x + size * 0.42} ${y - size * 0.4}C${x + size * 0.5} ${y - size * 0.2} ${x + size * 0.36} ${y - size * 0.14} ${x + size * 0.18} ${y - size * 0.16}Z`,
    fur,
    subject,
  );
  stage.draw(
    `M${x - size * 0.26} ${y}C${x - size * 0.32} ${y - size * 0.35} ${x - size * 0.16} ${y - size * 0.6} ${x} ${y - size * 0.6}C${x + size * 0.2} ${y - size * 0.6} ${x + size * 0.34} ${y - size * 0.3} ${x + size * 0.28} ${y}Z`,
    fur,
    subject,
  );
  const [hx, hy] = [x - size * 0.03, y - size * 0.7];
  stage.draw(
    polygon([
      [hx - size * 0.21, hy],
      [hx - size * 0.18, hy - size * 0.3],
      [hx - size * 0.02, hy - size * 0.16],
    ]),
    fur,
    subject,
  );
  stage.draw(
    polygon([
      [hx + size * 0.21, hy],
      [hx + size * 0.18, hy - size * 0.3],
      [hx + size * 0.02, hy - size * 0.16],
    ]),
    fur,
    subject,
  );
  stage.draw(ellipse(hx, hy, size * 0.22, size * 0.19), fur, subject);
  for (const side of [-1, 1]) {
    stage.draw(ellipse(hx + side * size * 0.09, hy - size * 0.01, size * 0.05, size * 0.042), palette.light, subject);
    stage.draw(ellipse(hx + side * size * 0.09, hy - size * 0.01, size * 0.016, size * 0.04), "#0d0d14", subject);
  }
  stage.draw(
    polygon([
      [hx - size * 0.025, hy + size * 0.06],
      [hx + size * 0.025, hy + size * 0.06],
      [hx, hy + size * 0.09],
    ]),
    palette.accent,
    subject,
  );
  stage.draw(
    ellipse(x - size * 0.02, y - size * 0.22, size * 0.11, size * 0.2),
    mix(fur, palette.light, 0.22),
    subject,
  );
};

export const fish: Motif = (stage, x, y, size) => {
  const { palette } = stage;
  stage.draw(
    polygon([
      [x - size * 0.42, y],
      [x - size * 0.78, y - size * 0.26],
      [x - size * 0.7, y],
      [x - size * 0.78, y + size * 0.26],
    ]),
    mix(palette.accent, palette.deep, 0.25),
    subject,
  );
  stage.draw(
    `M${x - size * 0.5} ${y}Q${x} ${y - size * 0.5} ${x + size * 0.5} ${y}Q${x} ${y + size * 0.5} ${x - size * 0.5} ${y}Z`,
    palette.accent,
    subject,
  );
  stage.draw(
    `M${x - size * 0.5} ${y}Q${x} ${y + size * 0.5} ${x + size * 0.5} ${y}Q${x} ${y + size * 0.16} ${x - size * 0.5} ${y}Z`,
    mix(palette.accent, PAPER, 0.4),
    subject,
  );
  stage.draw(ellipse(x + size * 0.28, y - size * 0.07, size * 0.06), PAPER, subject);
  stage.draw(ellipse(x + size * 0.29, y - size * 0.07, size * 0.03), "#0d0d14", subject);
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

export const birds: Motif = (stage, x, y, size) => {
  const { palette, random } = stage;
  for (let i = 0; i < 7; i++) {
    const wing = size * (0.16 + 0.16 * random());
    const [bx, by] = [x + (random() - 0.5) * size * 3.4, y + (random() - 0.5) * size * 1.4];
    stage.draw(
      `M${bx - wing} ${by - wing * 0.4}Q${bx - wing * 0.3} ${by - wing * 0.5} ${bx} ${by}Q${bx + wing * 0.3} ${by - wing * 0.5} ${bx + wing} ${by - wing * 0.4}Q${bx + wing * 0.3} ${by - wing * 0.24} ${bx} ${by + wing * 0.16}Q${bx - wing * 0.3} ${by - wing * 0.24} ${bx - wing} ${by - wing * 0.4}Z`,
      palette.near,
      subject,
    );
  }
};

export const bridge: Motif = (stage, x, y, size) => {
  const { palette } = stage;
  const fill = mix(palette.near, palette.accent, 0.55);
  const span = size * 2.2;
  for (const tower of [-0.5, 0.5])
    stage.draw(rect(x + tower * span - size * 0.04, y - size, size * 0.08, size * 1.15), fill, subject);
  stage.draw(rect(x - span * 1.1, y - size * 0.24, span * 2.2, size * 0.07), fill, subject);
  const cable = (from: number, to: number, sag: number) =>
    stage.draw(
      `M${from} ${y - size * 0.98}Q${(from + to) / 2} ${y + sag} ${to} ${y - size * 0.98}V${y - size * 0.95}Q${(from + to) / 2} ${y + sag + size * 0.04} ${from} ${y - size * 0.95}Z`,
      fill,
      subject,
    );
  cable(x - span * 0.5, x + span * 0.5, size * 0.4);
  cable(x - span * 1.5, x - span * 0.5, size * 0.4);
  cable(x + span * 0.5, x + span * 1.5, size * 0.4);
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
