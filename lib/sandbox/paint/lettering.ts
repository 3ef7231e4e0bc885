/** Letters as strokes on a grid of 4 × 6, so that no font is needed: pairs of x and y, a line for each part. */
const GLYPHS: Record<string, string> = {
  A: "06 20 46|14 34",
  B: "03 33 44 45 36 06 00 30 41 42 33",
  C: "41 30 10 01 05 16 36 45",
  D: "00 06 26 44 42 20 00",
  E: "40 00 06 46|03 33",
  F: "40 00 06|03 33",
  G: "41 30 10 01 05 16 36 45 43 23",
  H: "00 06|40 46|03 43",
  I: "20 26|10 30|16 36",
  J: "10 40 45 36 16 05",
  K: "00 06|40 03 46",
  L: "00 06 46",
  M: "06 00 23 40 46",
  N: "06 00 46 40",
  O: "10 30 41 45 36 16 05 01 10",
  P: "06 00 30 41 42 33 03",
  Q: "10 30 41 45 36 16 05 01 10|24 46",
  R: "06 00 30 41 42 33 03|23 46",
  S: "41 30 10 01 02 13 33 44 45 36 16 05",
  T: "00 40|20 26",
  U: "00 05 16 36 45 40",
  V: "00 26 40",
  W: "00 16 23 36 40",
  X: "00 46|40 06",
  Y: "00 23 40|23 26",
  Z: "00 40 06 46",
  "0": "10 30 41 45 36 16 05 01 10|14 32",
  "1": "11 20 26|16 36",
  "2": "01 10 30 41 42 06 46",
  "3": "01 10 30 41 42 33 23|33 44 45 36 16 05",
  "4": "36 30 04 44",
  "5": "40 00 03 33 44 45 36 16 05",
  "6": "41 30 10 01 05 16 36 45 44 33 13 04",
  "7": "00 40 16",
  "8": "13 02 01 10 30 41 42 33 13 04 05 16 36 45 44 33",
  "9": "05 16 36 45 41 30 10 01 02 13 33 42",
  ".": "26 26",
  ",": "25 17",
  "!": "20 24|26 26",
  "?": "01 10 30 41 42 23 24|26 26",
  ":": "22 22|25 25",
  "'": "20 21",
  "-": "13 33",
  "&": "46 02 01 10 21 22 04 05 16 26 43",
  " ": "",
};
/** A letter that the alphabet lacks. */
const BOX = "00 40 46 06 00";
const ADVANCE = 5.6;

export type Corner = readonly [x: number, y: number];
/** Words and where they stand: the corners top left, top right, bottom left, as shares of the picture. */
export type Inscription = { text: string; topLeft: Corner; topRight: Corner; bottomLeft: Corner };

/** A line of words at a place: `tall` is a share of the picture's height, the width follows, up to `most` of its width. */
export function lineAt(text: string, at: Corner, tall: number, aspect: number, most = 0.84): Inscription {
  const [x, y] = at;
  const wide = Math.min(most, (runWidth(text) / 6) * (tall / aspect));
  return { text, topLeft: at, topRight: [x + wide, y], bottomLeft: [x, y + tall] };
}

/** Strokes in the picture's units: light on a dark rim, so that they read on any ground. */
export function letteringMarkup(inscriptions: Inscription[], width: number, height: number): string {
  return inscriptions.map((inscription) => inscriptionMarkup(inscription, width, height)).join("");
}

function inscriptionMarkup(
  { text, topLeft, topRight, bottomLeft }: Inscription,
  width: number,
  height: number,
): string {
  const run = runWidth(text);
  const at = ([x, y]: Corner): Corner => [x * width, y * height];
  const [x, y] = at(topLeft);
  const across = at(topRight).map((value, i) => (value - (i === 0 ? x : y)) / run);
  const down = at(bottomLeft).map((value, i) => (value - (i === 0 ? x : y)) / 6);
  const d = [...plain(text)].map((letter, i) => strokes(GLYPHS[letter] ?? BOX, i * ADVANCE)).join("");
  const path = (stroke: string, breadth: number) => `<path d="${d}" stroke="${stroke}" stroke-width="${breadth}"/>`;
  const matrix = [...across, ...down, x, y].map((value) => value.toFixed(4)).join(" ");
  return `<g transform="matrix(${matrix})" fill="none" stroke-linecap="round" stroke-linejoin="round">${path("#0c0f16", 1.7)}${path("#fff", 0.85)}</g>`;
}

const runWidth = (text: string) => Math.max(4, plain(text).length * ADVANCE - 1.6);

/** Capitals without accents. */
const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toUpperCase();

function strokes(glyph: string, left: number): string {
  const point = (pair: string) => `${Number(pair[0]) + left} ${pair[1]}`;
  return glyph
    .split("|")
    .filter(Boolean)
    .map((line) => `M${line.split(" ").map(point).join("L")}`)
    .join("");
}
