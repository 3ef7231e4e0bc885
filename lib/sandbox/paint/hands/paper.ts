import { mix } from "../color";
import type { Scene, Shape } from "../scene";
import { ellipse } from "../shapes";
import { backdropMarkup, inFrontOf, shapesMarkup, svgFile } from "../svg";
import type { Hand } from "./hand";

/** Cut paper: every layer throws a shadow on the one behind it, and the sky is rings of card around the light. */
export const paper: Hand = ({ scene, backdrop, width, height }) => {
  const behind = backdrop ? backdropMarkup(scene, backdrop) : rings(scene);
  const shapes = backdrop ? inFrontOf(scene) : scene.shapes;
  return { svg: svgFile(scene, width, height, behind + shapes.map(sheetOfCard).join("")) };
};

const SHADOW = "#0b1020";

function sheetOfCard(shape: Shape): string {
  const flat = shapesMarkup([shape]);
  // Halos and other translucent things are light, not card.
  if (shape.opacity !== undefined) return flat;
  const shadow = (dx: number, dy: number, opacity: number) =>
    `<path d="${shape.d}" fill="${SHADOW}" opacity="${opacity}" transform="translate(${dx} ${dy})"/>`;
  // A row of trees is one sheet of many outlines, whose inner edges would show.
  const single = shape.d.indexOf("M", 1) < 0;
  const edge = single ? `<path d="${shape.d}" fill="none" stroke="#fff" stroke-opacity=".22" stroke-width="1.6"/>` : "";
  // Small things lie flat; only whole layers stand off far enough for a soft shadow.
  if (shape.role === "subject") return shadow(2, -3, 0.16) + flat;
  return shadow(6, -10, 0.04) + shadow(4.5, -7, 0.06) + shadow(3, -4.5, 0.08) + shadow(1.5, -2, 0.1) + flat + edge;
}

function rings(scene: Scene): string {
  const { palette, light, width, height } = scene;
  const [top, middle, low] = palette.sky;
  const reach = Math.hypot(width, height);
  const count = 7;
  const cards = Array.from({ length: count }, (_, i): Shape => {
    const near = i / (count - 1);
    const fill = near < 0.5 ? mix(top, middle, near * 2) : mix(middle, low, near * 2 - 1);
    const radius = reach * (0.72 - 0.6 * near ** 0.8);
    return { d: ellipse(light.x, light.y + radius * 0.12, radius * 1.08, radius), fill, role: "distance" };
  });
  return `<rect width="100%" height="100%" fill="${top}"/>${cards.map(sheetOfCard).join("")}`;
}
