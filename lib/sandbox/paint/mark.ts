/** The word "sandbox" as strokes, so that no font is needed; 100 × 20 units. */
const LETTERS = [
  "M8 9.6C6.4 8 1.6 8 1.6 10.6c0 3 6.8 1.4 6.8 4.4C8.4 17.8 3 17.8 1.2 15.8",
  "M21.6 9v8.2M21.6 11.4C20.2 8 13.6 8.4 13.6 13.1s6.6 5.1 8 1.7",
  "M27.6 9v8.2M27.6 12.2C28.8 8.2 35 8.4 35 12.4v4.8",
  "M48.4 3.4v13.8M48.4 11.4C47 8 40.4 8.4 40.4 13.1s6.6 5.1 8 1.7",
  "M54.4 3.4v13.8M54.4 11.4C55.8 8 62.4 8.4 62.4 13.1s-6.6 5.1-8 1.7",
  "M72 8.7c-2.7 0-4.2 1.9-4.2 4.4s1.5 4.4 4.2 4.4 4.2-1.9 4.2-4.4-1.5-4.4-4.2-4.4Z",
  "M81.2 9l6.6 8.2M87.8 9l-6.6 8.2",
];

/** The mark's size and place for a picture, in the picture's units. */
export function markBox(width: number, height: number) {
  const breadth = Math.max(48, Math.min(width * 0.3, Math.min(width, height) * 0.115));
  const tall = breadth * 0.26;
  const inset = Math.min(width, height) * 0.065;
  return { breadth, tall, x: width - breadth - inset, y: height - tall - inset };
}

/** The mark itself, drawn into a box of `breadth` × `tall` at the origin. */
export function markMarkup(breadth: number, tall: number): string {
  const scale = breadth / 108;
  return (
    `<rect width="${breadth.toFixed(1)}" height="${tall.toFixed(1)}" rx="${(tall / 2).toFixed(1)}" fill="#0c0f16" fill-opacity=".34"/>` +
    `<g transform="translate(${(breadth * 0.085).toFixed(1)} ${(tall * 0.09).toFixed(1)}) scale(${scale.toFixed(4)})" fill="none" stroke="#fff" stroke-opacity=".92" stroke-width="2.1" stroke-linecap="round" stroke-linejoin="round"><path d="${LETTERS.join("")}"/></g>`
  );
}
