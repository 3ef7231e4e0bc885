import { mix } from "../color";
import type { Scene } from "../scene";
import { polygon } from "../shapes";
import { backdropMarkup, inFrontOf, shapesMarkup, svgFile } from "../svg";
import type { Canvas, Hand } from "./hand";

/** A travel poster: flat inks, a burst of rays behind the light, a paper margin. */
export const poster: Hand = (canvas) =>
  printed(canvas, canvas.backdrop ? backdropMarkup(canvas.scene, canvas.backdrop) : burst(canvas));

/** The same for vector models, where a reference can only live on as a mosaic of its colors. */
export const vectorPoster = (canvas: Canvas) => printed(canvas, canvas.backdrop ? mosaic(canvas) : burst(canvas));

function printed({ scene, backdrop, width, height }: Canvas, behind: string): { svg: string } {
  const shapes = (backdrop ? inFrontOf(scene) : scene.shapes).map((shape) => ({ ...shape, to: undefined }));
  return { svg: svgFile(scene, width, height, behind + shapesMarkup(shapes) + margin(scene)) };
}

function burst({ scene, random }: Canvas): string {
  const { palette, light, width, height } = scene;
  const [top, middle, low] = palette.sky;
  const reach = width + height;
  const rays = 14 + Math.floor(random() * 10);
  const turn = random();
  let d = "";
  for (let i = 0; i < rays; i++) {
    const angle = (share: number) => ((i + share + turn) / rays) * 2 * Math.PI;
    const end = (share: number) =>
      [light.x + Math.cos(angle(share)) * reach, light.y + Math.sin(angle(share)) * reach] as const;
    d += polygon([[light.x, light.y], end(0), end(0.5)]);
  }
  return (
    `<rect width="100%" height="100%" fill="${mix(middle, low, 0.35)}"/>` +
    `<path d="${d}" fill="${mix(middle, top, 0.25)}"/>` +
    `<rect width="100%" height="22%" fill="${top}" opacity=".18"/>`
  );
}

function mosaic({ scene, base }: Canvas): string {
  const { width, height } = scene;
  const cell = Math.sqrt((width * height) / 900);
  const [columns, rows] = [Math.ceil(width / cell), Math.ceil(height / cell)];
  const out = new Float64Array(3);
  let tiles = "";
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      base.sample((column + 0.5) / columns, (row + 0.5) / rows, out);
      const fill = `rgb(${Array.from(out, Math.round).join()})`;
      const [x, y] = [(column * width) / columns, (row * height) / rows];
      tiles += `<rect x="${x.toFixed(1)}" y="${y.toFixed(1)}" width="${(width / columns + 1.5).toFixed(1)}" height="${(height / rows + 1.5).toFixed(1)}" fill="${fill}"/>`;
    }
  }
  return tiles;
}

function margin({ width, height, palette }: Scene): string {
  const inset = Math.min(width, height) * 0.035;
  const card = mix(palette.light, "#f7efe0", 0.7);
  return (
    `<path fill-rule="evenodd" fill="${card}" d="M-5 -5H${width + 5}V${height + 5}H-5ZM${inset} ${inset}V${height - inset}H${width - inset}V${inset}Z"/>` +
    `<rect x="${inset * 1.45}" y="${inset * 1.45}" width="${width - inset * 2.9}" height="${height - inset * 2.9}" fill="none" stroke="${card}" stroke-width="${inset * 0.12}"/>`
  );
}
