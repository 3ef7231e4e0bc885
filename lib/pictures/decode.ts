import "server-only";
import sharp, { type Sharp } from "sharp";

// libvips can read many more formats, each a way in for hostile bytes. SVG is read only to make a raster of a result:
// no upload of that type gets past `DECODABLE`.
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({
  operation: ["Png", "Jpeg", "Webp", "Heif", "Nsgif", "Svg"].map((format) => `VipsForeignLoad${format}`),
});

// Every picture is decoded once: libvips's cache would only hold memory.
sharp.cache(false);

/** Pixels that are decoded at most: 100 megapixels, more than any model paints. */
export const MAX_PIXELS = 100_000_000;

/** Opens a picture, first frame, for decoding. The caller has sniffed it: no other types come here. */
export function decode(input: Buffer | string): Sharp {
  return sharp(input, { limitInputPixels: MAX_PIXELS, failOn: "error", pages: 1 });
}
