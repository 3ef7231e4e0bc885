import type { Scene, Shape } from "./scene";

/** A whole SVG file that shows the scene's units at a size in pixels. */
export function svgFile(
  scene: Pick<Scene, "width" | "height">,
  width: number,
  height: number,
  content: string,
): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${Math.round(scene.width)} ${Math.round(scene.height)}" preserveAspectRatio="none">${content}</svg>`;
}

/** The sky: a gradient over the whole scene. */
export function skyMarkup(scene: Scene): string {
  const [top, middle, low] = scene.palette.sky;
  return (
    `<linearGradient id="sky" x2="0" y2="1"><stop stop-color="${top}"/><stop offset=".4" stop-color="${middle}"/>` +
    `<stop offset=".72" stop-color="${low}"/></linearGradient><rect width="100%" height="100%" fill="url(#sky)"/>`
  );
}

/** Shapes with their gradients, flat and clean. */
export function shapesMarkup(shapes: Shape[]): string {
  const gradients = new Map<string, string>();
  const paint = ({ fill, to }: Shape): string => {
    if (!to || to === fill) return fill;
    const id = `${fill}${to}`.replaceAll("#", "g");
    gradients.set(
      id,
      `<linearGradient id="${id}" x2="0" y2="1"><stop stop-color="${fill}"/><stop offset="1" stop-color="${to}"/></linearGradient>`,
    );
    return `url(#${id})`;
  };
  const paths = shapes.map(
    (shape) =>
      `<path d="${shape.d}" fill="${paint(shape)}"${shape.opacity === undefined ? "" : ` opacity="${shape.opacity.toFixed(2)}"`}/>`,
  );
  return [...gradients.values(), ...paths].join("");
}

/**
 * A picture in the background's place, in the light that the words ask for: "at night" darkens it; words without a mood
 * leave it nearly as it is.
 */
export function backdropMarkup(scene: Scene, dataUrl: string): string {
  const [top, middle, low] = scene.palette.sky;
  return (
    `<linearGradient id="mood" x2="0" y2="1"><stop stop-color="${top}"/><stop offset=".5" stop-color="${middle}"/>` +
    `<stop offset="1" stop-color="${low}"/></linearGradient>` +
    `<image href="${dataUrl}" width="100%" height="100%" preserveAspectRatio="none"/>` +
    `<rect width="100%" height="100%" fill="url(#mood)" opacity="${scene.veil}"/>`
  );
}

export const inFrontOf = (scene: Scene): Shape[] => scene.shapes.filter(({ role }) => role === "subject");
