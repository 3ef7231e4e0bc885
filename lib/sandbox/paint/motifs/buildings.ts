import { mix } from "../color";
import { polygon, rect } from "../shapes";
import { type Motif, PAPER, subject } from "./motif";

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
