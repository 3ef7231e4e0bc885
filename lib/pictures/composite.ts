import "server-only";
import sharp, { type Sharp } from "sharp";
import { decode } from "./decode";

/** Paths of the pictures of a masked edit. */
export interface Layers {
  /** The picture that was edited. */
  original: string;
  /** What the model made of all of it. */
  delivered: string;
  /** White where it may differ. */
  mask: string;
}

/** Shapes that differ by less are the same one, rounded to another model's multiples of pixels. */
const SAME_SHAPE = 0.03;

/** Sigma of the blur that softens the mask's edge, as part of its long edge. */
const FEATHER = 1 / 256;
/** How far that blur reaches, in sigmas: libvips cuts it off there. */
const REACH = 2;
/** The blurred mask times this is whole wherever the mask itself is white, corners included. */
const GAIN = 4;

/** Pixels of the original beyond the mask up to which the result may differ from it. */
export function marginOf({ width, height }: { width: number; height: number }): number {
  return Math.ceil(Math.max(width, height) * FEATHER * REACH) + 4;
}

let last: Promise<unknown> = Promise.resolve();

/**
 * The original with what was delivered in the mask's white area, as a PNG of the original's pixels: models repaint all of a
 * picture and shift it a little, so that what should stay is put back. Beyond the feathered edge every pixel is the
 * original's own. One at a time: it holds three decoded pictures in memory.
 */
export function composite(layers: Layers): Promise<Buffer> {
  const result = last.then(() => compositeNow(layers));
  last = result.catch(() => {});
  return result;
}

async function compositeNow({ original, delivered, mask }: Layers): Promise<Buffer> {
  const [before, after] = await Promise.all([decode(original).metadata(), decode(delivered).metadata()]);
  const channels = before.hasAlpha || after.hasAlpha ? 4 : 3;
  const read = (picture: Sharp) =>
    (channels === 4 ? picture.ensureAlpha() : picture)
      .toColourspace("srgb")
      .raw()
      .toBuffer({ resolveWithObject: true });
  const { data, info } = await read(decode(original).rotate());
  const { width, height } = info;
  const shape = uprightShape(after);
  const fit = Math.abs(shape / (width / height) - 1) < SAME_SHAPE ? "fill" : "cover";
  const changed = await read(decode(delivered).rotate().resize(width, height, { fit, position: "centre" }));
  blend(data, changed.data, await feathered(mask, { width, height }), channels);
  return sharp(data, { raw: { width, height, channels } }).png().toBuffer();
}

function uprightShape({ width, height, orientation = 1 }: { width: number; height: number; orientation?: number }) {
  return orientation < 5 ? width / height : height / width;
}

/** The mask in the picture's pixels, 0…255, with a soft edge around its own area. */
async function feathered(mask: string, size: { width: number; height: number }): Promise<Buffer> {
  const { width, height } = await decode(mask).metadata();
  const soft = await decode(mask)
    .blur(Math.max(0.5, Math.max(width, height) * FEATHER))
    .linear(GAIN, 0)
    .toColourspace("b-w")
    .raw()
    .toBuffer();
  // Other kernels swing beyond an edge.
  return sharp(soft, { raw: { width, height, channels: 1 } })
    .resize(size.width, size.height, { fit: "fill", kernel: "linear" })
    .toColourspace("b-w")
    .raw()
    .toBuffer();
}

/** Puts `changed` over `base`, in place, as far as `mask` says: 0 not at all … 255 wholly. */
function blend(base: Buffer, changed: Buffer, mask: Buffer, channels: 3 | 4): void {
  for (let pixel = 0, at = 0; pixel < mask.length; pixel++, at += channels) {
    const share = (mask[pixel] ?? 0) / 255;
    if (share === 0) continue;
    // Weighted by what is to be seen of each: the color of a transparent pixel means nothing.
    const own = channels === 4 ? (1 - share) * (base[at + 3] ?? 0) : 1 - share;
    const its = channels === 4 ? share * (changed[at + 3] ?? 0) : share;
    const both = own + its;
    for (let channel = at; channel < at + 3; channel++) {
      if (both > 0) base[channel] = Math.round(((base[channel] ?? 0) * own + (changed[channel] ?? 0) * its) / both);
    }
    if (channels === 4) base[at + 3] = Math.round(both);
  }
}
