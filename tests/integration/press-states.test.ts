import { renameSync, writeFileSync } from "node:fs";
import sharp from "sharp";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Step } from "@/lib/steps";
import { type Desk, openDesk } from "../support/desk";
import { type ScriptedUpstream, serveScripted } from "../support/scripted-upstream";

const BUFFERED = "google/gemini-3.1-flash-image";
const STREAMING = "openai/gpt-image-2";

// The disk and both processors may be busy with the other test files.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 60_000 });

let upstream: ScriptedUpstream;
let desk: Desk;
let m: Awaited<ReturnType<typeof modules>>;
let picture: string;

// Imported after the environment is set.
async function modules() {
  const [db, cancel, claim, dispatch, land, loop, recover, spool] = await Promise.all([
    import("@/lib/db"),
    import("@/lib/generations/cancel"),
    import("@/lib/press/claim"),
    import("@/lib/press/dispatch"),
    import("@/lib/press/land"),
    import("@/lib/press/loop"),
    import("@/lib/press/recover"),
    import("@/lib/press/spool"),
  ]);
  return { ...db, ...cancel, ...claim, ...dispatch, ...land, ...loop, ...recover, ...spool };
}

beforeAll(async () => {
  upstream = await serveScripted();
  desk = await openDesk(upstream.url);
  m = await modules();
  const png = await sharp({ create: { width: 64, height: 48, channels: 3, background: "navy" } })
    .png()
    .toBuffer();
  picture = png.toString("base64");
});

beforeEach(() => {
  upstream.bodies.length = 0;
  delivers();
});

afterEach(async () => {
  at(null);
  await m.stopPress(0);
});

afterAll(async () => {
  await desk?.close();
  await upstream?.close();
});

function delivers(): void {
  upstream.images = (_request, response) => {
    response.writeHead(200, { "content-type": "application/json", "x-generation-id": "gen-1" });
    response.end(JSON.stringify({ data: [{ b64_json: picture }], usage: { cost: 0.04 } }));
  };
}

const completed = () =>
  `data: ${JSON.stringify({ type: "image_generation.completed", b64_json: picture, usage: { cost: 0.04 } })}\n\n`;

/** Does something whenever the paid path passes a step. */
function at(watch: ((step: Step) => void) | null): void {
  Object.assign(globalThis, { proofsheetStep: watch ?? undefined });
}

async function claimed(id: string) {
  for await (const claim of m.claim("dead", 1, [id])) return claim;
  throw new Error("It was not claimed.");
}

const expire = (attemptId: string) =>
  m.db().attempt.update({ where: { id: attemptId }, data: { leaseUntil: new Date(0) } });

const reach = (id: string, status: string) =>
  expect.poll(async () => (await desk.row(id)).status, { interval: 20, timeout: 60_000 }).toBe(status);

describe("an answer that is whole", () => {
  it("is received, then storing, then settled, and its generation says so", async () => {
    const id = await desk.accept(BUFFERED, "in steps");
    const claim = await claimed(id);
    const verdict = await m.dispatch(claim);
    const seen: Promise<string>[] = [];
    at((step) => {
      if (["recorded", "stored", "settled"].includes(step)) {
        seen.push(desk.row(id).then(({ status, attempts }) => `${step}: ${status}, ${attempts[0]?.state}`));
      }
    });
    await m.land(claim, verdict, await m.findSpooled(claim.attemptId));
    expect(await Promise.all(seen)).toEqual([
      "recorded: storing, received",
      "stored: storing, storing",
      "settled: succeeded, settled",
    ]);
  });

  it("leaves the states of another owner alone, and brings its bytes in all the same [B22]", async () => {
    const id = await desk.accept(BUFFERED, "paused and given up");
    const claim = await claimed(id);
    const verdict = await m.dispatch(claim);
    renameSync(m.spoolPath(claim.attemptId, "done"), m.spoolPath(claim.attemptId, "preview"));
    await expire(claim.attemptId);
    await m.recover("another", []);
    expect(await desk.row(id)).toMatchObject({ status: "unknown", attempts: [{ state: "settled" }] });
    renameSync(m.spoolPath(claim.attemptId, "preview"), m.spoolPath(claim.attemptId, "done"));
    const seen: Promise<string>[] = [];
    at((step) => {
      if (step === "stored") seen.push(desk.row(id).then(({ status }) => status));
    });
    await m.land(claim, verdict, await m.findSpooled(claim.attemptId));
    expect(await Promise.all(seen)).toEqual(["unknown"]);
    expect(await desk.row(id)).toMatchObject({ status: "succeeded", cost: 40_000_000n, images: [{}] });
    expect(upstream.bodies).toHaveLength(1);
  });
});

describe("an answer that makes the reader throw", () => {
  it("is parked after three tries with its bytes kept, while the others come in [B10]", async () => {
    const [poison, good] = [await desk.accept(BUFFERED, "poison"), await desk.accept(BUFFERED, "good")];
    const [bad, fine] = [await claimed(poison), await claimed(good)];
    writeFileSync(m.spoolPath(bad.attemptId, "part"), '{"status":200}\n{}');
    await m.dispatch(fine);
    await expire(fine.attemptId);
    for (let tries = 1; tries <= 3; tries++) {
      await expire(bad.attemptId);
      await m.recover("rescue", []);
      expect(await desk.row(good)).toMatchObject({ status: "succeeded" });
      expect(await desk.row(poison)).toMatchObject({ status: tries < 3 ? "running" : "unknown" });
    }
    expect(await desk.row(poison)).toMatchObject({ errorCode: "parked", charged: "unknown" });
    expect(await m.findSpooled(bad.attemptId)).not.toBeNull();
  });

  it("is parked without being read once it ended the process too often [B10]", async () => {
    const id = await desk.accept(BUFFERED, "kills");
    const { attemptId } = await claimed(id);
    await m.db().attempt.update({ where: { id: attemptId }, data: { leaseUntil: new Date(0), recoveries: 50 } });
    await m.recover("rescue", []);
    expect(await desk.row(id)).toMatchObject({ status: "unknown", errorCode: "parked" });
  });
});

describe("a line that is lost before the answer began", () => {
  it("leaves the decision to a person where the account's records cannot be read [A17]", async () => {
    upstream.images = (request) => request.socket.resetAndDestroy();
    const lost = await desk.run(BUFFERED, "lost");
    expect(lost).toMatchObject({ status: "unknown", charged: "unknown", lookupAt: null, attempts: { length: 1 } });
    expect(lost.errorMessage).toContain("may or may not have charged");
    expect(upstream.bodies).toHaveLength(1);
  });
});

describe("a clock that jumps by a day", () => {
  const DAY = 24 * 60 * 60 * 1000;
  const jump = (by: number) => vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + by });
  afterEach(() => void vi.useRealTimers());

  it.each([
    ["forwards", DAY, "unknown"],
    ["backwards", -DAY, "running"],
  ])(
    "%s recovers early at most: what runs is not sent again, and its picture comes in [B20]",
    async (_way, by, then) => {
      const id = await desk.accept(BUFFERED, "while the clock jumps");
      const claim = await claimed(id);
      const arrived = new Promise<void>((resolve) => {
        upstream.images = async (request, response) => {
          resolve();
          await gate;
          delivers();
          upstream.images(request, response);
        };
      });
      let open = () => {};
      const gate = new Promise<void>((resolve) => {
        open = resolve;
      });
      const verdict = m.dispatch(claim);
      await arrived;
      jump(by);
      await m.recover("another", []);
      expect(await desk.row(id)).toMatchObject({ status: then });
      m.startPress({ only: [id] });
      open();
      await m.land(claim, await verdict, await m.findSpooled(claim.attemptId));
      expect(await desk.row(id)).toMatchObject({ status: "succeeded", images: [{}], attempts: { length: 1 } });
      expect(upstream.bodies).toHaveLength(1);
      expect(await m.db().ledgerEntry.count({ where: { generationId: id } })).toBe(1);
    },
  );

  it("signs nobody out [B20]", async () => {
    const { liveSessions, startSession } = await import("@/lib/auth/session-row");
    const id = await startSession(desk.ctx.user.id, "a browser");
    for (const [by, live] of [
      [DAY, 1],
      [-2 * DAY, 1],
      [32 * DAY, 0],
    ] as const) {
      jump(by);
      expect((await liveSessions([id])).size).toBe(live);
    }
  });
});

describe("a handler that throws", () => {
  it("costs neither the process nor the picture, and nothing is sent again [B28, B27]", async () => {
    let thrown = 0;
    at((step) => {
      if (step === "stored" && thrown++ === 0) throw new Error("thrown in the middle");
    });
    m.startPress();
    const id = await desk.accept(BUFFERED, "thrown");
    await reach(id, "succeeded");
    expect(upstream.bodies).toHaveLength(1);
    expect(await m.db().ledgerEntry.count({ where: { generationId: id } })).toBe(1);
    expect(m.pressHealth()).toEqual({ stuck: null, fault: null });
  });
});

describe("a cancel", () => {
  it("that another process wrote down is heard in the middle of a stream", async () => {
    upstream.images = (_request, response) => {
      response.writeHead(200, { "content-type": "text/event-stream", "x-generation-id": "gen-2" });
      response.write(": painting\n\n");
    };
    m.startPress();
    const id = await desk.accept(STREAMING, "canceled elsewhere");
    await expect
      .poll(async () => (await desk.row(id)).attempts[0]?.state, { interval: 20, timeout: 60_000 })
      .toBe("responding");
    await m.db().generation.update({ where: { id }, data: { cancelRequestedAt: new Date() } });
    await reach(id, "canceled");
    expect(await desk.row(id)).toMatchObject({ charged: "no", errorCode: "canceled" });
  });

  it("at the instant of success leaves one final state, and a picture that came is kept: 120 races [B31]", async () => {
    let sent = 0;
    upstream.images = (_request, response) => {
      const late = sent++ % 20;
      response.writeHead(200, { "content-type": "text/event-stream", "x-generation-id": `gen-race-${sent}` });
      response.write(": painting\n\n");
      setTimeout(() => response.end(completed()), late);
    };
    const states = new Map<string, number>();
    m.startPress();
    for (let round = 0; round < 15; round++) {
      const ids = await Promise.all(Array.from({ length: 8 }, () => desk.accept(STREAMING, "raced")));
      const canceled = new Set<string>();
      at(() => {
        // Each somewhere between its headers and its end, wherever the path is just now.
        const id = ids.find((one) => !canceled.has(one));
        if (!id || Math.random() < 0.7) return;
        canceled.add(id);
        void m.cancel(desk.ctx, { id });
      });
      await expect
        .poll(() => m.db().attempt.count({ where: { generationId: { in: ids }, state: { not: "settled" } } }), {
          interval: 20,
          timeout: 60_000,
        })
        .toBe(0);
      await expect
        .poll(
          () =>
            m.db().generation.count({
              where: { id: { in: ids }, status: { in: ["queued", "running", "storing"] } },
            }),
          { interval: 20, timeout: 60_000 },
        )
        .toBe(0);
      for (const id of ids) {
        const { status, images, attempts, charged } = await desk.row(id);
        expect(["succeeded", "canceled"]).toContain(status);
        expect(images.length).toBe(status === "succeeded" ? 1 : 0);
        expect(attempts.length).toBeLessThanOrEqual(1);
        expect(charged).toBe(status === "succeeded" ? "yes" : "no");
        states.set(status, (states.get(status) ?? 0) + 1);
      }
    }
    expect([...states.keys()].sort()).toEqual(["canceled", "succeeded"]);
  });
});
