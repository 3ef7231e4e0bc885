import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { callOnce, EgressError } from "@/lib/egress";
import { blobKey } from "@/lib/storage/keys";
import { type Desk, KEY, openDesk } from "../support/desk";
import { serveScripted } from "../support/scripted-upstream";

// Answers as bytes on the line, because what is wrong with them no server's library would write.

const GEMINI = "google/gemini-3.1-flash-image";
const GPT = "openai/gpt-image-2";
const CHAT = { transport: "chat" } as const;

let upstream: Awaited<ReturnType<typeof serveScripted>>;
let desk: Desk;
let picture: string;
let png: Buffer;
beforeAll(async () => {
  upstream = await serveScripted();
  desk = await openDesk(upstream.url);
  const noise = { type: "gaussian", mean: 128, sigma: 60 } as const;
  png = await sharp({ create: { width: 400, height: 300, channels: 3, background: "gray", noise } })
    .png()
    .toBuffer();
  picture = png.toString("base64");
}, 60_000);
beforeEach(() => {
  upstream.bodies.length = 0;
  upstream.lookups.length = 0;
});
afterAll(async () => {
  await upstream?.close();
  await desk?.close();
});

const JSON_TYPE = "Content-Type: application/json";
const EVENTS = "Content-Type: text/event-stream";
const ID = "X-Generation-Id: gen-raw";
const whole = (more: object = {}) => JSON.stringify({ data: [{ b64_json: picture }], usage: { cost: 0.04 }, ...more });
const event = (value: object) => `data: ${JSON.stringify(value)}\n\n`;
const completed = () => event({ type: "image_generation.completed", b64_json: picture, usage: { cost: 0.04 } });

/** Writes these bytes in answer to the next paid calls, then ends the line. */
function writes(head: string[], body: string | Buffer, status = "200 OK"): void {
  upstream.images = ({ socket }) => {
    socket.write([`HTTP/1.1 ${status}`, ...head, "", ""].join("\r\n"));
    socket.end(body);
  };
}

const delivers = (pictures: unknown[], more: object = {}) =>
  writes([JSON_TYPE, ID], JSON.stringify({ data: pictures, usage: { cost: 0.04 }, ...more }));

const refuses = (status: number, error: object, head: string[] = []) =>
  writes([JSON_TYPE, ...head], JSON.stringify({ error: { code: status, ...error } }), `${status} No`);

/** What lies in the spool of an attempt: the bytes behind the head. */
async function spooled(attemptId: string | undefined): Promise<string> {
  const { findSpooled } = await import("@/lib/press/spool");
  const found = await findSpooled(attemptId ?? "");
  return found ? readFileSync(found.path).toString("latin1", found.bodyStart) : "";
}

async function bytesOf(sha256: string | undefined): Promise<Buffer> {
  const { storage } = await import("@/lib/storage/storage");
  return readFileSync((await storage().localPath(blobKey(sha256 ?? ""))) ?? "");
}

describe("a line that ends", () => {
  const LENGTHS = ["Content-Length: 999999", "Transfer-Encoding: chunked", "X-No-Length: at all"];
  const framed = (length: string, body: string) =>
    length.startsWith("T") ? `${whole().length.toString(16)}\r\n${body}` : body;

  it.each(LENGTHS)("behind the last byte of the picture (%s) has delivered it [A19, A20]", async (length) => {
    writes([JSON_TYPE, ID, length], framed(length, whole()));
    const row = await desk.run(GEMINI, `broken ${length}`);
    expect(row).toMatchObject({ status: "succeeded", cost: 40_000_000n, images: [{ index: 0 }] });
    expect(await spooled(row.attempts[0]?.id)).toBe(whole());
  });

  it.each(LENGTHS)("within the picture (%s) leaves it unknown, and keeps every byte [A19, A20]", async (length) => {
    const half = whole().slice(0, 150_000);
    writes([JSON_TYPE, ID, length], framed(length, half));
    const row = await desk.run(GEMINI, `cut ${length}`);
    expect(row).toMatchObject({ status: "unknown", errorCode: "line_lost", charged: "unknown", images: [] });
    expect(row.openrouterId).toBe("gen-raw");
    expect(await spooled(row.attempts[0]?.id)).toBe(half);
  });
});

it.each(["gzip", "deflate", "br", "GZIP"])(
  "a picture that is said to be compressed with %s is delivered, whether it is or not [A37]",
  async (encoding) => {
    const compress = { gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync }[encoding.toLowerCase()];
    for (const body of [whole(), compress?.(whole()) ?? ""]) {
      writes([JSON_TYPE, `Content-Encoding: ${encoding}`], body);
      expect(await desk.run(GEMINI, encoding)).toMatchObject({ status: "succeeded", images: [{ index: 0 }] });
    }
    writes([JSON_TYPE, `Content-Encoding: ${encoding}`], "garbage");
    expect(await desk.run(GEMINI, encoding)).toMatchObject({ status: "unknown", charged: "unknown" });
  },
);

describe("a refusal", () => {
  it.each<[what: string, status: number, error: object, code: string, says: RegExp]>([
    [
      "of a request dearer than the budget [A4]",
      402,
      { message: "No", metadata: { reason: "weight_exceeds_budget", limit_source: "openrouter_credits" } },
      "over_budget",
      /This one request may cost more than the credit left/,
    ],
    [
      "for what was wished, with its reasons as plain text [A5]",
      403,
      { message: "Flagged", metadata: { reasons: ["<img src=x onerror=alert(1)>"], flagged_input: "a boat" } },
      "moderation",
      /Change the wording.*<img src=x onerror=alert\(1\)>/,
    ],
    ["of a setting, named [A8]", 400, { message: "aspect_ratio: unsupported" }, "invalid_request", /aspect_ratio/],
    [
      "of a kind of reference image [A8]",
      400,
      { message: "No", metadata: { error_type: "unsupported_image_format" } },
      "unsupported_image_format",
      /PNG or a JPEG/,
    ],
    [
      "of a reference image too large [A8, A9]",
      400,
      { message: "No", metadata: { error_type: "image_too_large" } },
      "too_large",
      /smaller reference images/,
    ],
    ["of a body too large [A9]", 413, { message: "Too large" }, "too_large", /smaller reference images/],
  ])("%s", async (_what, status, error, code, says) => {
    refuses(status, error);
    const row = await desk.run(GEMINI, `refused ${code}`);
    expect(row).toMatchObject({ status: "failed", errorCode: code, charged: "no", lookupAt: null, cost: null });
    expect(row.errorMessage).toMatch(says);
    expect(row.settings).toEqual({ n: 1 });
    await expect(desk.press(row.id)).rejects.toThrow("not claimed");
    expect(upstream.bodies).toHaveLength(1);
  });

  it("of a model that is gone suggests others, and asks none of them [A7]", async () => {
    const codes = ["model_not_found", "model_deprecated", "no_endpoints", "provider_unavailable", "region_restricted"];
    for (const code of codes) {
      refuses(404, { message: "No", availability: { code, retryable: false, fallback_models: ["a/b", "c/d"] } });
      const row = await desk.run(GEMINI, code);
      expect(row).toMatchObject({ status: "failed", errorCode: "model_unavailable", model: GEMINI });
      expect(row.errorMessage).toMatch(/suggests a\/b, c\/d instead; prices may differ/);
    }
    expect(upstream.bodies).toHaveLength(codes.length);
  });

  it("in the middle of a stream of the Image API costs nothing, and nothing is sent again by itself [A11]", async () => {
    writes([EVENTS, ID], event({ type: "error", error: { code: 429, message: "Rate limit exceeded" } }));
    const row = await desk.run(GPT, "limited on its way", { quality: "low" });
    expect(row).toMatchObject({
      status: "failed",
      errorCode: "rate_limited",
      charged: "no",
      lookupAt: expect.any(Date),
    });
    await expect(desk.press(row.id)).rejects.toThrow("not claimed");
  });

  it.each<[status: number, settings: object, id: boolean, is: string]>(
    [500, 502, 503].flatMap((status) =>
      [{}, CHAT].flatMap((settings) =>
        [true, false].map((id): [number, object, boolean, string] => [
          status,
          settings,
          id,
          status === 503 ? "queued" : settings === CHAT ? "unknown" : "failed",
        ]),
      ),
    ),
  )("with %i (%j, an id: %s) is %s, and looked up by its id [A12]", async (status, settings, id, is) => {
    refuses(status, { message: "Provider returned error" }, id ? [ID] : []);
    const row = await desk.run(GEMINI, `${status}`, settings);
    expect(row).toMatchObject({ status: is, charged: is === "unknown" ? "unknown" : "no" });
    expect(row.lookupAt !== null).toBe(id && is !== "queued");
    expect(row.errorMessage).toMatch(is === "unknown" ? /may or may not have charged/ : /Nothing was charged/);
  });

  it.each([408, 504, 520, 522, 524, 529, 502, 200])(
    "as a page with %i is unknown, kept, never rendered and never sent again [A13, A14]",
    async (status) => {
      const page = "<!DOCTYPE html><html><script>alert(1)</script></html>";
      writes(["Content-Type: text/html"], page, `${status} Page`);
      const row = await desk.run(GEMINI, `page ${status}`);
      expect(row).toMatchObject({ status: "unknown", charged: "unknown", images: [] });
      expect(row.errorMessage).not.toMatch(/<|script/);
      expect(await spooled(row.attempts[0]?.id)).toBe(page);
      await expect(desk.press(row.id)).rejects.toThrow("not claimed");
    },
  );

  it.each([
    ["authentication", "paused", "unauthorized"],
    ["payment_required", "paused", "no_credits"],
    ["insufficient_credits", "paused", "no_credits"],
    ["token_limit_exceeded", "failed", "max_tokens"],
    ["permission_denied", "failed", "forbidden"],
    ["content_policy_violation", "failed", "moderation"],
    ["content_filter", "failed", "moderation"],
    ["refusal", "failed", "moderation"],
    ["rate_limit_exceeded", "queued", "rate_limited"],
    ["provider_overloaded", "queued", "overloaded"],
    ["invalid_request", "failed", "invalid_request"],
    ["invalid_prompt", "failed", "invalid_request"],
    ["unprocessable", "failed", "invalid_request"],
    ["payload_too_large", "failed", "too_large"],
    ["image_too_large", "failed", "too_large"],
    ["image_too_small", "failed", "image_too_small"],
    ["unsupported_image_format", "failed", "unsupported_image_format"],
    ["image_download_failed", "failed", "download_failed"],
    ["image_not_found", "failed", "download_failed"],
    ["invalid_image", "failed", "invalid_image"],
    ["context_length_exceeded", "failed", "too_long"],
    ["string_too_long", "failed", "too_long"],
    ["max_tokens_exceeded", "failed", "cut_short"],
    ["server", "failed", "provider_error"],
    ["timeout", "unknown", "timeout"],
    ["something_newer", "failed", "provider_error"],
  ])("inside a 200, of the type %s, leaves it %s [A15]", async (type, status, code) => {
    writes([JSON_TYPE, ID], JSON.stringify({ error: { code: 502, message: "No", metadata: { error_type: type } } }));
    const row = await desk.run(GEMINI, type);
    expect(row).toMatchObject({ status, errorCode: code, charged: status === "unknown" ? "unknown" : "no" });
    // A key that is refused pauses its other jobs: out of the way of the next test.
    const { db } = await import("@/lib/db");
    await db().generation.updateMany({ where: { status: { in: ["queued", "paused"] } }, data: { status: "canceled" } });
  });
});

describe("no connection", () => {
  const call = (url: string, more: object = {}) =>
    callOnce({
      url,
      headers: { authorization: `Bearer ${KEY}` },
      body: Readable.from([Buffer.from("{}")]),
      bodyBytes: 2,
      headersMs: 20_000,
      idleMs: 20_000,
      totalMs: 20_000,
      signal: new AbortController().signal,
      ...more,
    });

  it.each([
    ["a port where nobody listens", async () => "http://127.0.0.1:1/"],
    ["a name that does not exist", async () => "http://nope.invalid/"],
    ["a server without TLS", async () => upstream.url.replace("http:", "https:")],
  ])("to %s is proof that nothing was sent [A16]", async (_what, url) => {
    const error = await call(await url()).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(EgressError);
    expect(error.sent).toBe(false);
    expect(upstream.bodies).toEqual([]);
  });

  it("is tried again by itself later, and says that nothing was charged [A16]", async () => {
    const id = await desk.accept(GEMINI, "nobody there");
    const { neverSent } = await import("@/lib/press/judge");
    const { claim } = await import("@/lib/press/claim");
    const { land } = await import("@/lib/press/land");
    for await (const claimed of claim("desk", 1, [id])) await land(claimed, neverSent("ECONNREFUSED"), null);
    const row = await desk.row(id);
    expect(row).toMatchObject({ status: "queued", charged: "no", errorCode: "unreachable" });
    expect(row.errorMessage).toMatch(/Nothing was sent and nothing was charged/);
    delivers([{ b64_json: picture }]);
    expect(await desk.press(id)).toMatchObject({ status: "succeeded", attempts: [{ no: 1 }, { no: 2 }] });
  });

  /** Writes a byte every few milliseconds for as long as the line is there. */
  function drips(before: string, drop: string): void {
    upstream.images = ({ socket }) => {
      socket.write(before);
      const timer = setInterval(() => socket.write(drop), 20);
      socket.once("close", () => clearInterval(timer));
    };
  }
  const readAll = async (limits: object) => {
    let bytes = 0;
    const answer = await call(`${upstream.url}/images`, limits);
    for await (const piece of answer.body) bytes += piece.length;
    return bytes;
  };
  const HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";

  it("that drips in its head or in its body ends at the limit in all; one that is silent, at the idle limit [A21, A22]", async () => {
    drips("HTTP/1.1 200 OK\r\nX-Drop: ", "x");
    await expect(call(`${upstream.url}/images`, { totalMs: 400 })).rejects.toMatchObject({ sent: true });
    drips(HEAD, ": comment\n\n");
    await expect(readAll({ totalMs: 600 })).rejects.toThrow(/timeout/i);
    upstream.images = ({ socket }) => void socket.write(`${HEAD}: one\n\n`);
    await expect(readAll({ idleMs: 300 })).rejects.toMatchObject({ code: "ETIMEDOUT" });
    upstream.images = () => {};
    await expect(call(`${upstream.url}/images`, { headersMs: 300 })).rejects.toMatchObject({ sent: true });
  });

  it("that lives on comments alone is no silence [A21]", async () => {
    upstream.images = ({ socket }) => {
      socket.write(HEAD);
      let drops = 0;
      const timer = setInterval(() => {
        if (++drops < 40) return void socket.write(": still here\n\n");
        clearInterval(timer);
        socket.end();
      }, 50);
    };
    expect(await readAll({ idleMs: 1200 })).toBe(39 * 14);
  });
});

describe("a picture", () => {
  it("behind which an error comes is kept [A25]", async () => {
    writes([EVENTS, ID], completed() + event({ type: "error", error: { code: "server_error", message: "Late" } }));
    const row = await desk.run(GPT, "error behind", { quality: "low" });
    expect(row).toMatchObject({ status: "succeeded", cost: 40_000_000n, errorCode: null, images: [{ index: 0 }] });
  });

  it.each<[string, (base64: string) => string]>([
    ["with white space", (text) => text.replace(/.{76}/g, "$&\n ")],
    ["in the URL-safe alphabet without padding", (text) => Buffer.from(text, "base64").toString("base64url")],
    ["as a data URL", (text) => `data:image/png;base64,${text}`],
  ])("%s is decoded to its bytes [A26]", async (_what, write) => {
    delivers([{ b64_json: write(picture) }]);
    const row = await desk.run(GEMINI, "spelled otherwise");
    expect((await bytesOf(row.images[0]?.sha256)).equals(png)).toBe(true);
  });

  it.each(["not base64!", "=", "A"])(
    "that cannot be decoded (%s) leaves its bytes, and is unknown until the look-up [A27]",
    async (text) => {
      delivers([{ b64_json: text }]);
      const row = await desk.run(GEMINI, "undecodable");
      expect(row).toMatchObject({ status: "unknown", errorCode: "undecodable", cost: null, images: [] });
      expect(row.lookupAt).toBeInstanceOf(Date);
      expect(await spooled(row.attempts[0]?.id)).toContain(text);
    },
  );

  it.each([
    ["a page", "<!DOCTYPE html><html><script>alert(1)</script></html>"],
    ["a document", '{"error":"none"}'],
    ["an archive", "PK\u0003\u0004 and so on"],
  ])("that is %s was paid: it is kept as a file, and said so [A28]", async (_what, text) => {
    delivers([{ b64_json: Buffer.from(text).toString("base64"), media_type: "image/png" }]);
    const row = await desk.run(GEMINI, "no picture");
    expect(row).toMatchObject({ status: "failed", errorCode: "not_a_picture", charged: "yes", cost: 40_000_000n });
    expect(row.images[0]?.blob).toMatchObject({ mediaType: "application/octet-stream", width: null });
    expect((await bytesOf(row.images[0]?.sha256)).toString()).toBe(text);
    expect(row.errorMessage).not.toMatch(/<html/);
  });

  it.each(["png", "jpeg", "webp", "gif", "avif", "tiff"] as const)(
    "of the kind %s is what its bytes are, whatever is declared, and its bytes are kept [A29, A31]",
    async (kind) => {
      const made = { create: { width: 40, height: 30, channels: 4, background: "teal" } } as const;
      const bytes = await sharp(made).toFormat(kind).toBuffer();
      for (const media_type of [kind === "png" ? "image/jpeg" : "image/png", undefined, 7, "text/html"]) {
        delivers([{ b64_json: bytes.toString("base64"), media_type }]);
        const row = await desk.run(GEMINI, `${kind} as ${media_type}`);
        expect(row).toMatchObject({ status: "succeeded", images: [{ blob: { mediaType: `image/${kind}` } }] });
        expect((await bytesOf(row.images[0]?.sha256)).equals(bytes)).toBe(true);
      }
    },
  );

  it("that is rare or damaged is kept byte by byte, with a thumbnail or without [A31]", async () => {
    const plain = () => sharp({ create: { width: 40, height: 30, channels: 3, background: "teal" } });
    const frames = await sharp({ create: { width: 20, height: 60, channels: 4, background: "red" } })
      .raw()
      .toBuffer();
    const moving = () => sharp(frames, { raw: { width: 20, height: 60, channels: 4, pageHeight: 20 } });
    const kinds = [
      await plain().toColourspace("rgb16").png().toBuffer(),
      await plain().toColourspace("cmyk").jpeg().toBuffer(),
      await plain().toColourspace("b-w").png({ palette: true }).toBuffer(),
      await plain().jpeg({ progressive: true }).withMetadata({ orientation: 6 }).toBuffer(),
      await moving()
        .gif({ loop: 0, delay: [100, 100, 100] })
        .toBuffer(),
      await moving()
        .webp({ loop: 0, delay: [100, 100, 100] })
        .toBuffer(),
      Buffer.from("00000018667479706865696300000000686569636d696631", "hex"),
      png.subarray(0, png.length / 2),
    ];
    delivers(kinds.map((bytes) => ({ b64_json: bytes.toString("base64") })));
    const row = await desk.run(GEMINI, "rare");
    expect(row).toMatchObject({ status: "succeeded", charged: "yes" });
    const kept = await Promise.all(row.images.map(({ sha256 }) => bytesOf(sha256)));
    expect(kept.map((bytes, index) => kinds[index]?.equals(bytes))).toEqual(kinds.map(() => true));
    expect(row.images.slice(0, 6).every(({ blob }) => blob.width !== null)).toBe(true);
  });

  it("more than was asked for is kept, and one that comes twice is two pictures and one file [A33, A34]", async () => {
    delivers([{ b64_json: picture }, { b64_json: picture }, {}, null, { b64_json: 7 }]);
    const row = await desk.run(GEMINI, "twice");
    expect(row).toMatchObject({ status: "succeeded", images: [{ index: 0 }, { index: 1 }] });
    expect(new Set(row.images.map(({ sha256 }) => sha256)).size).toBe(1);
  });

  it.each([null, "0.04", -1, 1e9, {}, [], true, [0.04], { cost: [] }, { cost: { usd: 1 } }, { cost: "NaN" }])(
    "is never lost to a cost like %j: it is looked up [A36]",
    async (usage) => {
      delivers([{ b64_json: picture }], { usage: typeof usage === "number" ? { cost: usage } : usage });
      const row = await desk.run(GEMINI, "usage");
      expect(row).toMatchObject({
        status: "succeeded",
        cost: null,
        images: [{ index: 0 }],
        lookupAt: expect.any(Date),
      });
    },
  );

  it("by its address is told, and nobody asks for it [A44]", async () => {
    let asked = 0;
    const canary = createServer((_request, response) => {
      asked++;
      response.end();
    });
    await new Promise<void>((resolve) => canary.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(canary.address() as AddressInfo).port}/picture.png`;
    for (const item of [{ url }, { b64_json: url }]) {
      delivers([item]);
      const row = await desk.run(GEMINI, "by address");
      expect(row).toMatchObject({ status: "failed", errorCode: "picture_by_address", charged: "yes", text: url });
    }
    // Nor is a redirect followed, which would take the key along.
    writes([`Location: ${url}`], "", "307 Elsewhere");
    expect(await desk.run(GEMINI, "redirected [A38]")).toMatchObject({ status: "failed", errorCode: "redirected" });
    canary.close();
    expect(asked).toBe(0);
  });
});

it("hostile headers neither stop a picture nor get anywhere [A40, A41]", async () => {
  const hostile = [
    "Set-Cookie: session=stolen; Path=/",
    "Content-Security-Policy: default-src *",
    "Location: javascript:alert(1)",
    `X-Echo: Bearer ${KEY}`,
    "__proto__: polluted",
    "constructor: polluted",
    "toString: polluted",
    `X-Long: ${"x".repeat(60_000)}`,
    `X-Generation-Id: ${"g".repeat(9000)}`,
    ...Array.from({ length: 500 }, (_, no) => `X-Flood-${no}: ${no}`),
  ];
  writes([JSON_TYPE, ...hostile], whole());
  const row = await desk.run(GEMINI, "hostile");
  expect(row).toMatchObject({ status: "succeeded", images: [{ index: 0 }] });
  expect(row.openrouterId).toBe("g".repeat(200));
  const text = row.attempts[0]?.responseText ?? "";
  expect(text).toMatch(/^HTTP 200\ncontent-type: application\/json\nx-generation-id: g{200}\n\n/);
  expect(JSON.stringify(row, (_key, value) => (typeof value === "bigint" ? String(value) : value))).not.toMatch(
    /stolen|polluted|X-Flood|canary/i,
  );
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});
