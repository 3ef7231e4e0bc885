import type { Picture, Result } from "../job";
import type { FaultRule } from "./rule";

const base64 = (text: string) => Buffer.from(text).toString("base64");

const HOSTILE_SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" onload="alert(1)"><script>alert(2)</script>' +
  '<image href="http://127.0.0.1:9/pixel.png" width="8" height="8"/><foreignObject><body xmlns="http://www.w3.org/1999/xhtml">' +
  '<iframe src="javascript:alert(3)"/></body></foreignObject><rect width="64" height="64" fill="tomato"/></svg>';

const pictures =
  (change: (picture: Picture) => Picture): FaultRule["alter"] =>
  (result) => ({ ...result, pictures: result.pictures.map(change) });

/** Answers that arrive whole and say something odd. */
export const alterations: Record<string, FaultRule> = {
  "no-image": {
    imitates: "A32: a refusal in words and no picture",
    charges: false,
    alter: (result) => ({ ...result, pictures: [], refusal: "I can't help with that image." }),
  },
  fewer: {
    imitates: "A33: one picture fewer than asked for",
    charges: true,
    alter: (result) => ({ ...result, pictures: result.pictures.slice(0, -1) }),
  },
  duplicate: {
    imitates: "A34: the same picture twice",
    charges: true,
    alter: (result) => ({ ...result, pictures: [...result.pictures.slice(0, 1), ...result.pictures] }),
  },
  svg: {
    imitates: "A30: an SVG with scripts and outside references",
    charges: true,
    alter: pictures(() => ({ b64: base64(HOSTILE_SVG), mediaType: "image/svg+xml" })),
  },
  "wrong-type": {
    imitates: "A29: the media type lies",
    charges: true,
    alter: pictures(({ b64, mediaType }) => ({
      b64,
      mediaType: mediaType === "image/png" ? "image/jpeg" : "image/png",
    })),
  },
  "no-type": {
    imitates: "A29: no media type",
    charges: true,
    alter: pictures(({ b64 }) => ({ b64, mediaType: undefined })),
  },
  garbage: {
    imitates: "A28: valid base64 of an HTML page, which is billed",
    charges: true,
    alter: pictures(({ mediaType }) => ({ b64: base64("<html><body>Bad Gateway</body></html>"), mediaType })),
  },
  "bad-base64": {
    imitates: "A27: not base64 at all; documented as not billed",
    charges: false,
    alter: pictures(({ mediaType }) => ({ b64: "%%% this is not base64 %%%", mediaType })),
  },
  "data-url-prefix": {
    imitates: "A26: a data URL where bare base64 belongs",
    charges: true,
    alter: pictures(({ b64, mediaType }) => ({ b64: `data:${mediaType};base64,${b64}`, mediaType })),
  },
  "no-usage": {
    imitates: "A36: no usage",
    charges: true,
    alter: (result) => ({ ...result, usage: undefined }),
  },
  "cost-string": {
    imitates: "A36: the cost is a string",
    charges: true,
    alter: ({ usage, ...result }) => ({ ...result, usage: usage && { ...usage, cost: String(usage.cost) } }),
  },
  "created-zero": {
    imitates: "Q24: created is 0",
    charges: true,
    alter: (result): Result => ({ ...result, created: 0 }),
  },
  "lookup-late": {
    imitates: "A42: the look-up answers 404 for seconds",
    charges: true,
    lookupLagMs: 3000,
  },
  "no-generation-id": {
    imitates: "§1: the id is usually present, not always",
    charges: true,
    prepare: ({ response }) => response.removeHeader("X-Generation-Id"),
  },
};
