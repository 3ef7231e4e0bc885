import { readFileSync } from "node:fs";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Desk, openDesk } from "../support/desk";
import { serveScripted } from "../support/scripted-upstream";

// Answers as bytes on the line, because what is wrong with them no server's library would write.

const GEMINI = "google/gemini-3.1-flash-image";

let upstream: Awaited<ReturnType<typeof serveScripted>>;
let desk: Desk;
let picture: string;
beforeAll(async () => {
  upstream = await serveScripted();
  desk = await openDesk(upstream.url);
  const noise = { type: "gaussian", mean: 128, sigma: 60 } as const;
  picture = (
    await sharp({ create: { width: 400, height: 300, channels: 3, background: "gray", noise } })
      .png()
      .toBuffer()
  ).toString("base64");
});
afterAll(async () => {
  await upstream?.close();
  await desk?.close();
});

const whole = () => JSON.stringify({ data: [{ b64_json: picture }], usage: { cost: 0.04 } });

/** Writes these bytes in answer to the next paid calls, then ends the line. */
function writes(head: string[], body: string | Buffer, status = "200 OK"): void {
  upstream.images = ({ socket }) => {
    socket.write([`HTTP/1.1 ${status}`, ...head, "", ""].join("\r\n"));
    socket.end(body);
  };
}

/** What lies in the spool of an attempt: the bytes behind the head. */
async function spooled(attemptId: string | undefined): Promise<string> {
  const { findSpooled } = await import("@/lib/press/spool");
  const found = await findSpooled(attemptId ?? "");
  return found ? readFileSync(found.path).toString("latin1", found.bodyStart) : "";
}

const JSON_TYPE = "Content-Type: application/json";
const ID = "X-Generation-Id: gen-raw";

describe("a line that ends", () => {
  it.each(["Content-Length: 999999", "Transfer-Encoding: chunked", "X-No-Length: at all"])(
    "behind the last byte of the picture (%s) has delivered it [A19, A20]",
    async (length) => {
      const chunked = length.startsWith("T");
      writes([JSON_TYPE, ID, length], chunked ? `${whole().length.toString(16)}\r\n${whole()}` : whole());
      const row = await desk.run(GEMINI, `broken ${length}`);
      expect(row).toMatchObject({ status: "succeeded", cost: 40_000_000n, images: [{ index: 0 }] });
      expect(await spooled(row.attempts[0]?.id)).toBe(whole());
    },
  );

  it.each(["Content-Length: 999999", "Transfer-Encoding: chunked", "X-No-Length: at all"])(
    "within the picture (%s) leaves it unknown, and keeps every byte [A19, A20]",
    async (length) => {
      const half = whole().slice(0, 300_000);
      const chunked = length.startsWith("T");
      writes([JSON_TYPE, ID, length], chunked ? `${whole().length.toString(16)}\r\n${half}` : half);
      const row = await desk.run(GEMINI, `cut ${length}`);
      expect(row).toMatchObject({ status: "unknown", errorCode: "line_lost", charged: "unknown", images: [] });
      expect(row.openrouterId).toBe("gen-raw");
      expect(await spooled(row.attempts[0]?.id)).toBe(half);
    },
  );
});
