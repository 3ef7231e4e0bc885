import { mix } from "../color";
import { ellipse, polygon, rect } from "../shapes";
import { type Motif, PAPER, subject } from "./motif";

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
