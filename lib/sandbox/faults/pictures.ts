import sharp from "sharp";
import type { Picture } from "../job";
import { invalid } from "../refusal";
import type { FaultRule } from "./rule";

const base64 = (text: string) => Buffer.from(text).toString("base64");
const decoded = ({ b64 }: Picture) => Buffer.from(b64, "base64");

const HOSTILE_SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" onload="alert(1)"><script>alert(2)</script>' +
  '<image href="http://127.0.0.1:9/pixel.png" width="8" height="8"/><foreignObject><body xmlns="http://www.w3.org/1999/xhtml">' +
  '<iframe src="javascript:alert(3)"/></body></foreignObject><rect width="64" height="64" fill="tomato"/></svg>';

const pictures =
  (change: (picture: Picture) => Picture): FaultRule["alter"] =>
  (result) => ({ ...result, pictures: result.pictures.map(change) });

const redrawn =
  (change: (picture: Picture, argument: string | undefined) => Promise<Picture>): FaultRule["alter"] =>
  async (result, argument) => ({
    ...result,
    pictures: await Promise.all(result.pictures.map((picture) => change(picture, argument))),
  });

/** Pictures that are not what they claim, or not what was asked for. */
export const pictureFaults: Record<string, FaultRule> = {
  svg: {
    says: "an SVG with scripts and outside references",
    charges: true,
    alter: pictures(() => ({ b64: base64(HOSTILE_SVG), mediaType: "image/svg+xml" })),
  },
  format: {
    says: "the picture as AVIF, or in the format of the argument: gif, tiff, webp, png, jpeg",
    charges: true,
    alter: redrawn(async (picture, argument = "avif") => {
      if (!/^(avif|gif|tiff|webp|png|jpeg)$/.test(argument)) throw invalid(`Unknown format "${argument}"`);
      const drawn = sharp(decoded(picture));
      // AVIF at its usual effort takes seconds.
      const bytes = await (argument === "avif"
        ? drawn.avif({ effort: 0 })
        : drawn.toFormat(argument as "png")
      ).toBuffer();
      return { b64: bytes.toString("base64"), mediaType: `image/${argument}` };
    }),
  },
  "wrong-size": {
    says: "the picture has three quarters of the width asked for",
    charges: true,
    alter: redrawn(async (picture) => {
      const { width } = await sharp(decoded(picture)).metadata();
      const bytes = await sharp(decoded(picture))
        .resize(Math.round(width * 0.75))
        .toBuffer();
      return { ...picture, b64: bytes.toString("base64") };
    }),
  },
  "wrong-type": {
    says: "the media type lies",
    charges: true,
    alter: pictures(({ b64, mediaType }) => ({
      b64,
      mediaType: mediaType === "image/png" ? "image/jpeg" : "image/png",
    })),
  },
  "no-type": {
    says: "no media type",
    charges: true,
    alter: pictures(({ b64 }) => ({ b64, mediaType: undefined })),
  },
  garbage: {
    says: "valid base64 of an HTML page, which is billed",
    charges: true,
    alter: pictures(({ mediaType }) => ({ b64: base64("<html><body>Bad Gateway</body></html>"), mediaType })),
  },
  "bad-base64": {
    says: "not base64 at all; documented as not billed",
    charges: false,
    alter: pictures(({ mediaType }) => ({ b64: "%%% this is not base64 %%%", mediaType })),
  },
  "odd-base64": {
    says: "base64 in lines, of the alphabet for addresses, without padding",
    charges: true,
    alter: pictures(({ b64, mediaType }) => ({ b64: inLines(b64), mediaType })),
  },
  "data-url-prefix": {
    says: "a data URL where bare base64 belongs",
    charges: true,
    on: "/images",
    alter: pictures(({ b64, mediaType }) => ({ b64: `data:${mediaType};base64,${b64}`, mediaType })),
  },
};

const inLines = (b64: string) =>
  b64
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "")
    .replace(/(.{76})/g, "$1\n");
