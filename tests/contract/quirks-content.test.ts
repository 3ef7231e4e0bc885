import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Sandbox, serveSandbox } from "@/lib/sandbox/serve";
import { blobKey } from "@/lib/storage/keys";
import { type Desk, openDesk } from "../support/desk";

// What OpenRouter's users met with, 19 to 37 and 61 to 63: what stands in an answer, and what a next request makes of it.
// Held elsewhere, or not a matter of the wire:
//  30  one request a picture: tests/contract/quirks-choosing.test.ts
//  32  edits drift: what should stay is put back over them, tests/integration/edits.test.ts
//  33  there is no mask: the area is painted on a reference of its own, the same file
//  34  edits without a ratio: the nearest one is chosen with the edit, the same file
//  35  scripts in SVG: never served as a page, tests/integration/gallery-routes.test.ts
//  37  Gemini's invisible mark: a fact about its pictures that no answer tells
//  63  one image only: tests/contract/quirks-choosing.test.ts

const GEMINI = "google/gemini-3.1-flash-image";
const GPT = "openai/gpt-image-2";
const CHAT = { transport: "chat" } as const;

let sandbox: Sandbox;
let desk: Desk;
beforeAll(async () => {
  sandbox = await serveSandbox({ latency: "none" });
  desk = await openDesk(sandbox.url);
});
afterAll(async () => {
  await sandbox?.close();
  await desk?.close();
});

async function bytesOf(sha256: string): Promise<Buffer> {
  const { storage } = await import("@/lib/storage/storage");
  return readFileSync((await storage().localPath(blobKey(sha256))) ?? "");
}

describe("a picture by way of chat", () => {
  it.each([
    ["19 in message.images", ""],
    ["19 among the parts of message.content", "[fault:images-in-content]"],
    ["19 as message.content itself", "[fault:image-as-content]"],
    ["20 as a string instead of an object", "[fault:images-as-strings]"],
    ["41 in a chunk with nothing else", "[fault:image-alone]"],
    ["41 in the chunk that ends the answer", "[fault:picture-with-stop]"],
  ])("%s is found, streamed and buffered", async (_where, fault) => {
    for (const buffered of ["", "[fault:buffered]"]) {
      if (buffered && fault) continue;
      const row = await desk.run(GEMINI, `a boat ${fault}${buffered}`, CHAT);
      expect(row).toMatchObject({ status: "succeeded", charged: "yes", images: [{ blob: { width: 1024 } }] });
    }
  });

  it("21 that is an address is not fetched, whatever it cost [A44]", async () => {
    const row = await desk.run(GEMINI, "a boat [fault:image-address]", CHAT);
    expect(row).toMatchObject({ status: "failed", errorCode: "picture_by_address", charged: "yes", images: [] });
    expect(row.text).toMatch(/\/sandbox\/pictures\//);
  });

  it("36 of the model's thinking is kept once, before the final one", async () => {
    const row = await desk.run(GEMINI, "a boat [fault:interim]", CHAT);
    expect(row.images.map(({ index }) => index)).toEqual([0, 1]);
    expect(new Set(row.images.map(({ sha256 }) => sha256)).size).toBe(2);
  });
});

describe("a picture", () => {
  it.each([
    ["22 whose type is a lie", "wrong-type"],
    ["23 without a type", "no-type"],
    ["24 of the year 1970", "created-zero"],
  ])("%s is what its bytes are [A29]", async (_what, fault) => {
    const row = await desk.run(GPT, `a boat [fault:${fault}]`, { quality: "low" });
    const [image] = row.images;
    expect(row.status).toBe("succeeded");
    const bytes = await bytesOf(image?.sha256 ?? "");
    expect(createHash("sha256").update(bytes).digest("hex")).toBe(image?.sha256);
    expect(image?.blob.mediaType).toBe(`image/${(await sharp(bytes).metadata()).format}`);
    expect(Date.now() - (row.finishedAt?.getTime() ?? 0)).toBeLessThan(60_000);
  });

  it("31 has the size that it has, not the one that was asked for", async () => {
    const row = await desk.run(GEMINI, "a boat [fault:wrong-size]", { aspectRatio: "16:9", resolution: "1K" });
    expect(row.images[0]?.blob).toMatchObject({ width: 1032, height: 576 });
  });

  it("35 that is a drawing is kept byte for byte, scripts and all, under its own type [A30]", async () => {
    const row = await desk.run("recraft/recraft-v4-vector", "a boat [fault:svg]");
    const [image] = row.images;
    expect(image?.blob.mediaType).toBe("image/svg+xml");
    expect((await bytesOf(image?.sha256 ?? "")).toString()).toContain("<script>");
  });
});

describe("the cost", () => {
  it.each(["no-usage", "cost-string", "cost:null", "cost:-1"])(
    "25 that is not told (%s) is not known, and then looked up [A36]",
    async (fault) => {
      const row = await desk.run(GEMINI, `a boat [fault:${fault}]`);
      expect(row).toMatchObject({ status: "succeeded", cost: null, lookupAt: expect.any(Date) });
      if (fault.includes(":")) return;
      const found = await desk.lookUp(row.id);
      expect(Number(found.cost)).toBe(Math.round((sandbox.ledger.at(-1)?.cost ?? 0) * 1e9));
    },
  );

  it("26 is what was charged, however the list reads", async () => {
    const row = await desk.run("black-forest-labs/flux-3-image", "a boat");
    expect(Number(row.cost)).toBe(Math.round((sandbox.ledger.at(-1)?.cost ?? 0) * 1e9));
    expect(Number(row.cost)).toBe(24_000_000);
  });
});

describe("an answer", () => {
  it.each([
    ["the Image API", {}],
    ["chat", CHAT],
  ])("27 without a picture (%s) is a failure that says why, and is not sent again", async (_route, settings) => {
    const before = sandbox.ledger.length;
    const row = await desk.run(GEMINI, "a boat [fault:no-image]", settings);
    expect(["failed", "unknown"]).toContain(row.status);
    expect(row.images).toEqual([]);
    expect(row.errorMessage).toMatch(/charged/);
    expect(sandbox.ledger).toHaveLength(before + 1);
  });

  it("28 in words is shown [A32]", async () => {
    const row = await desk.run(GEMINI, "a boat [fault:refusal-in-words]", CHAT);
    expect(row).toMatchObject({ status: "failed", charged: "yes", text: expect.stringMatching(/help/) });
  });

  it("27 that is cut at its longest says so", async () => {
    const row = await desk.run(GEMINI, "a boat [fault:length]", CHAT);
    expect(row).toMatchObject({ status: "failed", errorCode: "cut_short", charged: "yes" });
  });

  it("29 with fewer pictures than asked for keeps those that came [A33]", async () => {
    const row = await desk.run("bytedance-seed/seedream-4.5", "boats [fault:fewer]", { n: 3 });
    expect(row).toMatchObject({ status: "succeeded" });
    expect(row.images).toHaveLength(2);
  });

  it("of another model, or of a router's choice, names who answered [A39]", async () => {
    const row = await desk.run(GEMINI, "a boat [fault:other-model]", CHAT);
    expect(row).toMatchObject({ answeredBy: "sandbox/another-painter", provider: "Somebody Else" });
    const { db } = await import("@/lib/db");
    expect(await db().ledgerEntry.findFirst({ where: { generationId: row.id } })).toMatchObject({
      provider: "Somebody Else",
    });
    expect(await desk.run("openrouter/auto", "a boat")).toMatchObject({ status: "succeeded", answeredBy: GEMINI });
  });
});

describe("a request", () => {
  it("61 replays no answer: a picture goes along as a reference of the person's", async () => {
    const row = await desk.run(GEMINI, "a boat", CHAT);
    const { messages } = JSON.parse(row.attempts[0]?.requestText ?? "");
    expect(messages.map(({ role }: { role: string }) => role)).toEqual(["user"]);
  });

  it("62 keeps its references in order", async () => {
    const { addReference } = await import("@/lib/generations/references");
    const picture = (background: string) =>
      sharp({ create: { width: 64, height: 64, channels: 3, background } })
        .png()
        .toBuffer();
    const references = [];
    for (const background of ["#aa0000", "#00aa00", "#0000aa"]) {
      references.push((await addReference(desk.ctx, await picture(background))).id);
    }
    const orders = [references, references.toReversed()];
    const sent = [];
    for (const order of orders) {
      const row = await desk.press(await desk.accept(GEMINI, "in order", CHAT, order));
      const [message] = JSON.parse(row.attempts[0]?.requestText ?? "").messages;
      sent.push(message.content.slice(1).map((part: { image_url: { url: string } }) => part.image_url.url));
    }
    expect(sent[0]).toHaveLength(3);
    expect(sent[1]).toEqual(sent[0].toReversed());
  });
});
