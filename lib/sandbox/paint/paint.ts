import { createHash } from "node:crypto";
import sharp, { type OverlayOptions, type Sharp } from "sharp";
import type { Size } from "../catalog/pixels";
import type { Format } from "../catalog/types";
import { randomFrom } from "../random";
import type { Knobs } from "../validate/knobs";
import type { Sheet } from "./hands/hand";
import { handOf } from "./hands/hands";
import { vectorPoster } from "./hands/poster";
import { letteringMarkup } from "./lettering";
import { markBox, markMarkup } from "./mark";
import { Raster } from "./raster";
import { composeScene, type Scene } from "./scene";
import { settings } from "./settings/settings";
import { backdropMarkup, inFrontOf, shapesMarkup, skyMarkup, svgFile } from "./svg";
import { type Touches, touchesOf } from "./touches";
import { readTheme, type Theme } from "./words";

export type Wish = {
  /** Model id; its maker decides the hand, the whole id the composition. */
  model: string;
  prompt: string;
  seed: string;
  /** Pixels. */
  width: number;
  height: number;
  format: Format;
  /** 0–100 for jpeg and webp. */
  compression: number | undefined;
  transparent: boolean;
  /** Decodable pictures; the first shows through. */
  references: Buffer[];
  /** The family's own controls; what they change is seen in the picture. */
  knobs: Knobs;
};

export type Picture = { bytes: Buffer; mediaType: string };

/** Above this many pixels a picture is painted smaller and enlarged, so that 4K does not hold up the process. */
const PAINTED_PIXELS = 1600 * 1600;

/** Long edge in pixels of the plain scene that hands look colors up in. */
const BASE_EDGE = 560;

/** Paints a picture of the exact size and format; the same wish gives the same bytes. */
export async function paint(wish: Wish): Promise<Picture> {
  const { width, height, format } = wish;
  const key = [wish.model, wish.prompt, wish.seed, ...wish.references.map(digest)].join("\n");
  const touches = touchesOf(wish.knobs, width / height);
  const theme = retouched(readTheme(wish.prompt, randomFrom(`theme ${wish.prompt}`)), touches);
  const scene = composeScene(theme, key, width / height, settings[theme.setting]);
  const [first] = wish.references;
  const backdrop = first && (await asBackdrop(first, width / height));
  const base = await baseOf(scene, backdrop);
  const random = randomFrom(`hand ${key}`);
  if (format === "svg") {
    const { svg } = vectorPoster({ scene, base, backdrop, width, height, random });
    return { bytes: Buffer.from(signed(svg, scene, touches)), mediaType: "image/svg+xml" };
  }
  const shrink = Math.min(1, Math.sqrt(PAINTED_PIXELS / (width * height)));
  const size = { width: Math.round(width * shrink), height: Math.round(height * shrink) };
  const sheet = handOf(wish.model)({ scene, base, backdrop, ...size, random });
  const picture = sharp(await drawn(sheet), { raw: { ...size, channels: 3 } });
  const bytes = await encoded(finished(picture, wish, size, touches), wish);
  return { bytes, mediaType: `image/${format}` };
}

const retouched = (theme: Theme, { palette, strength }: Touches): Theme => ({
  ...theme,
  palette: palette ?? theme.palette,
  veil: strength === undefined ? theme.veil : 0.05 + 0.85 * strength,
});

/** A rougher version of a finished picture, as a stream shows it; `sharpness` 0–1. */
export async function preview(picture: Buffer, sharpness: number): Promise<Buffer> {
  const { width, height } = await sharp(picture).metadata();
  const scale = 0.5;
  return sharp(picture)
    .resize(Math.round(width * scale), Math.round(height * scale))
    .blur(1 + (1 - sharpness) ** 2 * 34 * (Math.min(width, height) / 1024))
    .toBuffer();
}

const digest = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");

/** The reference, cropped to the picture's shape and small enough to carry along. */
async function asBackdrop(reference: Buffer, aspect: number): Promise<string> {
  const width = Math.round(700 * Math.min(1, aspect));
  const small = await sharp(reference)
    .rotate()
    .resize(Math.max(1, width), Math.max(1, Math.round(width / aspect)), { fit: "cover" })
    .jpeg({ quality: 88 })
    .toBuffer();
  return `data:image/jpeg;base64,${small.toString("base64")}`;
}

async function baseOf(scene: Scene, backdrop: string | undefined): Promise<Raster> {
  const scale = BASE_EDGE / Math.max(scene.width, scene.height);
  const [width, height] = [Math.round(scene.width * scale), Math.round(scene.height * scale)];
  const content = backdrop
    ? backdropMarkup(scene, backdrop) + shapesMarkup(inFrontOf(scene))
    : skyMarkup(scene) + shapesMarkup(scene.shapes);
  return Raster.from(Buffer.from(svgFile(scene, width, height, content)), width, height);
}

/** Markup is drawn at the painted size before anything else, lest sharp draw it anew at the enlarged one. */
async function drawn(sheet: Sheet): Promise<Uint8Array> {
  if ("pixels" in sheet) return sheet.pixels;
  return sharp(Buffer.from(sheet.svg)).flatten({ background: "#ffffff" }).raw().toBuffer();
}

/** Enlarges, inscribes, signs, and cuts out what a transparent or plain ground leaves. */
function finished(picture: Sharp, wish: Wish, painted: Size, { ground, inscriptions }: Touches): Sharp {
  const { width, height } = wish;
  const enlarged =
    painted.width === width && painted.height === height ? picture : picture.resize(width, height, { fit: "fill" });
  const sheet = (content: string) => ({
    input: Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${content}</svg>`),
  });
  const { breadth, tall, x, y } = markBox(width, height);
  const mark = `<svg xmlns="http://www.w3.org/2000/svg" width="${Math.ceil(breadth)}" height="${Math.ceil(tall)}">${markMarkup(breadth, tall)}</svg>`;
  const layers: OverlayOptions[] = [{ input: Buffer.from(mark), left: Math.floor(x), top: Math.floor(y) }];
  if (inscriptions.length > 0) layers.push(sheet(letteringMarkup(inscriptions, width, height)));
  if (wish.transparent) layers.push({ ...sheet(windowMarkup(wish)), blend: "dest-in" });
  else if (ground) layers.unshift(sheet(groundMarkup(ground, wish)));
  return (wish.transparent ? enlarged.ensureAlpha() : enlarged).composite(layers);
}

/** What stays of a picture that is cut out of its surroundings. */
const windowMarkup = ({ width, height }: Size) =>
  `<rect x="4%" y="4%" width="92%" height="92%" rx="${Math.round(Math.min(width, height) * 0.2)}"/>`;

const groundMarkup = (color: string, size: Size) =>
  `<mask id="around"><rect width="100%" height="100%" fill="#fff"/>${windowMarkup(size)}</mask>` +
  `<rect width="100%" height="100%" fill="${color}" mask="url(#around)"/>`;

function encoded(picture: Sharp, { format, compression }: Wish): Promise<Buffer> {
  if (format === "jpeg") return picture.jpeg({ quality: compression ?? 88 }).toBuffer();
  if (format === "webp") return picture.webp({ quality: compression ?? 84, effort: 0 }).toBuffer();
  return picture.png({ compressionLevel: 1 }).toBuffer();
}

function signed(svg: string, scene: Scene, { ground, inscriptions }: Touches): string {
  const { breadth, tall, x, y } = markBox(scene.width, scene.height);
  const mark = `<g transform="translate(${x.toFixed(1)} ${y.toFixed(1)})">${markMarkup(breadth, tall)}</g>`;
  const around = ground ? groundMarkup(ground, scene) : "";
  const lettering = letteringMarkup(inscriptions, scene.width, scene.height);
  return svg.replace(/<\/svg>$/, `${around}${lettering}${mark}</svg>`);
}
