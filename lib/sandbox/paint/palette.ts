import type { Random } from "../random";
import { mix } from "./color";

/** The colors of one picture, by the part they play. */
export type Palette = {
  /** From the zenith to the horizon. */
  sky: [string, string, string];
  /** Sun or moon. */
  light: string;
  /** The most distant land, and the nearest. */
  far: string;
  near: string;
  /** The water's horizon and its depth. */
  shallow: string;
  deep: string;
  accent: string;
};

const palette = (
  sky: Palette["sky"],
  light: string,
  land: [far: string, near: string],
  water: [shallow: string, deep: string],
  accent: string,
): Palette => ({ sky, light, far: land[0], near: land[1], shallow: water[0], deep: water[1], accent });

export const palettes = {
  dawn: palette(
    ["#3f5186", "#c58fa8", "#ffd9ae"],
    "#fff3d6",
    ["#8d86ae", "#2a2d4f"],
    ["#e0a99c", "#3a4a78"],
    "#f2755b",
  ),
  day: palette(["#3f8fcb", "#93cbe6", "#f4efd9"], "#fffbe8", ["#8db7bd", "#24594c"], ["#7cc4c8", "#175a78"], "#f0a92e"),
  golden: palette(
    ["#5b86a8", "#edc99a", "#ffcf77"],
    "#fff4cf",
    ["#c08f6d", "#4a2b26"],
    ["#e8b878", "#4b5f6b"],
    "#d8502f",
  ),
  dusk: palette(
    ["#2a1f55", "#a83f72", "#ff9f5f"],
    "#ffe3a0",
    ["#85427a", "#1c1436"],
    ["#e07a67", "#2f2258"],
    "#ffc24d",
  ),
  night: palette(
    ["#070c22", "#15295a", "#3d6196"],
    "#f5f0d8",
    ["#2a4377", "#060a1c"],
    ["#345488", "#081230"],
    "#ffcb66",
  ),
  storm: palette(
    ["#18222c", "#40525e", "#93a3a2"],
    "#e9f0e6",
    ["#566a73", "#12191f"],
    ["#6d8288", "#16242c"],
    "#e4d86a",
  ),
  winter: palette(
    ["#8faecb", "#cfdfeb", "#faf3ec"],
    "#fffdf6",
    ["#b4c8d8", "#36526c"],
    ["#bcd3df", "#3e6584"],
    "#cf4456",
  ),
  autumn: palette(
    ["#7f9eb2", "#dccdb2", "#f7e6c6"],
    "#fff2d0",
    ["#c98d52", "#57291a"],
    ["#c2a98a", "#425b66"],
    "#d4481e",
  ),
  spring: palette(
    ["#7cb7d9", "#c9e4dd", "#fdf3e0"],
    "#fffdf0",
    ["#9cc79b", "#2e6b46"],
    ["#9ed3c9", "#2c7387"],
    "#ee6f8e",
  ),
  desert: palette(
    ["#3e7ea3", "#e9c7a0", "#f9dfb5"],
    "#fff6dc",
    ["#e0a070", "#7a3522"],
    ["#cfae8a", "#3f7380"],
    "#c6412d",
  ),
  forest: palette(
    ["#a9cdbf", "#d8e6cd", "#f5f1d5"],
    "#fffbe0",
    ["#85ab93", "#0f3327"],
    ["#9bc2b0", "#1f4f4c"],
    "#e58a2f",
  ),
  neon: palette(
    ["#0c0326", "#3f1180", "#e8348f"],
    "#ffe9fb",
    ["#5a1f93", "#0a0420"],
    ["#b52a9b", "#140736"],
    "#22e3ff",
  ),
  pastel: palette(
    ["#b9b4e0", "#f7c6d9", "#ffeadb"],
    "#fffaf0",
    ["#c9b0cf", "#6a5f80"],
    ["#cfd3ec", "#7d88b5"],
    "#ff8b7b",
  ),
  ink: palette(["#d9d7cf", "#ebe8df", "#f6f3ea"], "#ffffff", ["#b9b8b2", "#26282b"], ["#cfcec8", "#55595c"], "#b3342b"),
  aurora: palette(
    ["#07132b", "#0f4a55", "#52c7a2"],
    "#eafff2",
    ["#1d5a6c", "#051420"],
    ["#2f8a86", "#06202f"],
    "#c58bff",
  ),
  reef: palette(
    ["#8fe3dc", "#2aa7b8", "#0d5f86"],
    "#f3fff8",
    ["#1f86a0", "#07334f"],
    ["#3bb9bd", "#083a5c"],
    "#ff7d5c",
  ),
} satisfies Record<string, Palette>;

export type PaletteName = keyof typeof palettes;

/** Which palettes suit a picture whose words name no time or season. */
const ANY: PaletteName[] = ["dawn", "day", "golden", "dusk", "spring", "autumn", "pastel", "winter"];

export function anyPalette(random: Random): Palette {
  return palettes[ANY[Math.floor(random() * ANY.length)] ?? "golden"];
}

/** Leans a whole palette towards a color that the prompt names. */
export function tinted(base: Palette, color: string): Palette {
  const lean = (from: string, share: number) => mix(from, color, share);
  return {
    sky: [lean(base.sky[0], 0.16), lean(base.sky[1], 0.16), lean(base.sky[2], 0.1)],
    light: base.light,
    far: lean(base.far, 0.18),
    near: lean(base.near, 0.1),
    shallow: lean(base.shallow, 0.16),
    deep: lean(base.deep, 0.14),
    accent: color,
  };
}
