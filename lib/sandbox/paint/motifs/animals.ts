import { mix } from "../color";
import { ellipse, polygon } from "../shapes";
import { type Motif, PAPER, subject } from "./motif";

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
