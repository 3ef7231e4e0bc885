import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ANSWER_MAX } from "@/lib/press/schedule";
import { type Desk, openDesk } from "../support/desk";
import { serveScripted } from "../support/scripted-upstream";

const GEMINI = "google/gemini-3.1-flash-image";

let upstream: Awaited<ReturnType<typeof serveScripted>>;
let desk: Desk;
beforeAll(async () => {
  upstream = await serveScripted();
  desk = await openDesk(upstream.url);
}, 60_000);
afterAll(async () => {
  await upstream?.close();
  await desk?.close();
});

/** A small PNG whose head says that it is 20,000 × 20,000. */
async function vast(): Promise<Buffer> {
  const png = await sharp({ create: { width: 16, height: 16, channels: 3, background: "gray" } })
    .png()
    .toBuffer();
  png.writeUInt32BE(20_000, 16);
  png.writeUInt32BE(20_000, 20);
  return png;
}

const bomb = () =>
  sharp({ create: { width: 16_000, height: 16_000, channels: 3, background: "gray" } })
    .png()
    .toBuffer();

describe("an answer that is too large to look at", () => {
  it.each([
    ["256 megapixels in a megabyte", bomb],
    ["a head that says 20,000 × 20,000", vast],
  ])("is kept byte for byte, without a thumbnail: %s [A35]", { timeout: 60_000 }, async (what, make) => {
    const bytes = await make();
    upstream.images = (_request, response) =>
      response.end(JSON.stringify({ data: [{ b64_json: bytes.toString("base64") }], usage: { cost: 0.04 } }));
    const row = await desk.run(GEMINI, what);
    expect(row.images).toMatchObject([
      {
        sha256: createHash("sha256").update(bytes).digest("hex"),
        blob: { bytes: bytes.length, mediaType: "image/png", thumbhash: null },
      },
    ]);
    expect(row).toMatchObject({ charged: "yes", cost: 40_000_000n });
  });

  it("is given up where it unpacks to more than any answer, and told as unknown [A37]", {
    timeout: 60_000,
  }, async () => {
    // Ten gigabytes: members of a gzip stream may follow each other.
    const member = gzipSync(Buffer.alloc(64 * 1024 * 1024, "A"), { level: 1 });
    upstream.images = (_request, response) => {
      response.writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" });
      response.write(gzipSync('{"data":[{"b64_json":"'));
      for (let at = 0; at < 160; at++) response.write(member);
      response.end();
    };
    const row = await desk.run(GEMINI, "a bomb");
    expect(row).toMatchObject({ status: "unknown", charged: "unknown", errorCode: "line_lost", images: [] });
    const { findSpooled } = await import("@/lib/press/spool");
    const spooled = await findSpooled(row.attempts[0]?.id ?? "");
    expect(spooled?.end ?? 0).toBeLessThanOrEqual(ANSWER_MAX);
  });
});
