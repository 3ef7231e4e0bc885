import { randomUUID } from "node:crypto";
import sharp from "sharp";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Context } from "@/lib/context";
import { type Desk, openDesk } from "../support/desk";
import { type ScriptedUpstream, serveScripted } from "../support/scripted-upstream";

const MODEL = "google/gemini-3.1-flash-image";

// The disk and both processors may be busy with the other test files.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 60_000 });

let upstream: ScriptedUpstream;
let desk: Desk;
let m: Awaited<ReturnType<typeof modules>>;
let picture: string;

// Imported after the environment is set.
async function modules() {
  const [db, create, resume, loop] = await Promise.all([
    import("@/lib/db"),
    import("@/lib/generations/create"),
    import("@/lib/generations/resume-key"),
    import("@/lib/press/loop"),
  ]);
  return { ...db, ...create, ...resume, ...loop };
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
  upstream.key = null;
});

afterEach(async () => {
  await m.stopPress(0);
  await m.db().generation.updateMany({ where: { status: { in: ["queued", "paused"] } }, data: { status: "canceled" } });
});

afterAll(async () => {
  await desk?.close();
  await upstream?.close();
});

async function accept(count: number, ctx: Context = desk.ctx): Promise<string[]> {
  const ids = Array.from({ length: count }, () => randomUUID());
  const generations = ids.map((id) => ({ id, model: MODEL, settings: { n: 1 } }));
  await m.create(ctx, { setId: randomUUID(), prompt: "queued", references: [], generations });
  return ids;
}

const delivers: ScriptedUpstream["images"] = (_request, response) => {
  response.writeHead(200, { "content-type": "application/json", "x-generation-id": "gen-1" });
  response.end(JSON.stringify({ data: [{ b64_json: picture }], usage: { cost: 0.04 } }));
};

const refuses =
  (status: number, error: object, headers: Record<string, string> = {}): ScriptedUpstream["images"] =>
  (_request, response) => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(JSON.stringify({ error: { code: status, message: "no", ...error } }));
  };

const statuses = async (ids: string[]) => {
  const rows = await m.db().generation.groupBy({ by: ["status"], where: { id: { in: ids } }, _count: true });
  return rows.map(({ status, _count }) => `${_count} ${status}`).sort();
};

const reach = (ids: string[], ...expected: string[]) =>
  expect.poll(() => statuses(ids), { interval: 50, timeout: 200_000 }).toEqual(expected);

/** Lets the time of what waits come. */
const due = (ids: string[]) =>
  m.db().generation.updateMany({ where: { id: { in: ids } }, data: { runAfter: new Date(0) } });

describe("50 jobs of a key that is refused", () => {
  it.each<[string, ScriptedUpstream["key"], number]>([
    ["are paused before anything is sent", refuses(401, {}), 0],
    ["meet two calls where the server knows no question about keys", refuses(404, {}), 2],
  ])("%s, and all succeed once the key is mended [A1]", async (_what, key, most) => {
    upstream.key = key;
    upstream.images = refuses(401, { message: "User not found." });
    const ids = await accept(50);
    m.startPress();
    await reach(ids, "50 paused");
    expect(upstream.bodies.length).toBeLessThanOrEqual(most);
    const [row] = await m.db().generation.findMany({ where: { id: { in: ids } }, distinct: ["errorCode"] });
    expect(row).toMatchObject({ errorCode: "unauthorized", charged: "no" });
    expect(row?.errorMessage).toContain("OPENROUTER_API_KEY");

    upstream.key = null;
    upstream.images = delivers;
    upstream.bodies.length = 0;
    await m.resumeKey(desk.ctx, { keyRef: "instance", code: "unauthorized" });
    await reach(ids, "50 succeeded");
    expect(upstream.bodies).toHaveLength(50);
  });

  it("are asked about again for nothing when their time comes [A1]", async () => {
    upstream.key = refuses(401, {});
    upstream.images = delivers;
    const ids = await accept(5);
    m.startPress();
    await reach(ids, "5 paused");
    await due(ids);
    await expect
      .poll(() => m.db().generation.count({ where: { id: { in: ids }, runAfter: { gt: new Date() } } }), {
        interval: 50,
        timeout: 60_000,
      })
      .toBe(5);
    expect(upstream.bodies).toEqual([]);
    upstream.key = null;
    await due(ids);
    await reach(ids, "5 succeeded");
  });
});

describe("an account", () => {
  it("without credit keeps its queue and goes on by itself once there is some [A2]", async () => {
    upstream.images = refuses(402, { message: "Insufficient credits" });
    const ids = await accept(12);
    m.startPress();
    await reach(ids, "12 paused");
    expect(await m.db().generation.count({ where: { id: { in: ids }, errorCode: "no_credits", charged: "no" } })).toBe(
      12,
    );
    upstream.images = delivers;
    // One goes first, the others need not wait for their time.
    await due(ids.slice(0, 1));
    await reach(ids, "12 succeeded");
  });

  it("with too much in flight is asked for less at once, and each job goes after the header's wait [A3]", async () => {
    let inFlight = 0;
    let most = 0;
    const refused: number[] = [];
    upstream.images = (request, response) => {
      most = Math.max(most, inFlight + 1);
      if (inFlight >= 2) {
        refused.push(inFlight);
        const metadata = { limit_source: "openrouter_in_flight_budget" };
        return refuses(402, { metadata }, { "retry-after": "1" })(request, response);
      }
      inFlight++;
      setTimeout(() => {
        inFlight--;
        delivers(request, response);
      }, 30);
    };
    const ids = await accept(16);
    m.startPress();
    await reach(ids, "16 succeeded");
    const attempts = await m
      .db()
      .attempt.findMany({ where: { generationId: { in: ids }, outcome: "in_flight_budget" } });
    expect(attempts.length).toBe(refused.length);
    expect(await m.db().ledgerEntry.count({ where: { generationId: { in: ids } } })).toBe(16);
    for (const { generationId, settledAt } of attempts) {
      const next = await m.db().attempt.findFirst({
        where: { generationId, dispatchedAt: { gte: settledAt ?? new Date() } },
        orderBy: { no: "asc" },
      });
      expect((next?.dispatchedAt.getTime() ?? 0) - (settledAt?.getTime() ?? 0)).toBeGreaterThanOrEqual(990);
    }
  });

  it("whose budget is spent waits until its next period [A6]", async () => {
    const resets = new Date(Date.now() + 3 * 60 * 60 * 1000);
    upstream.images = refuses(403, { metadata: { resets_at: resets.toISOString() } });
    const ids = await accept(3);
    m.startPress();
    await reach(ids, "3 paused");
    for (const { errorCode, errorMessage, runAfter } of await m
      .db()
      .generation.findMany({ where: { id: { in: ids } } })) {
      expect(errorCode).toBe("budget");
      expect(errorMessage).toContain(resets.toISOString().slice(11, 16));
      expect(Math.abs(runAfter.getTime() - resets.getTime())).toBeLessThan(60_000);
    }
  });
});

describe("a model that stays busy", () => {
  it("is tried six times, then its job waits, and nothing was charged [A10]", async () => {
    upstream.images = refuses(429, {}, { "retry-after": "1" });
    const [id = ""] = await accept(1);
    for (let tries = 1; tries <= 6; tries++) {
      const before = Date.now();
      const { status, runAfter, errorCode } = await desk.press(id);
      expect({ status, errorCode }).toEqual({ status: tries < 6 ? "queued" : "paused", errorCode: "rate_limited" });
      expect(runAfter.getTime()).toBeGreaterThanOrEqual(before + 1000);
    }
    expect(await desk.row(id)).toMatchObject({ charged: "no", attempts: { length: 6 } });
    expect(upstream.bodies).toHaveLength(6);
  });
});

describe("people who share a server", () => {
  it("take turns: one job does not wait behind another person's hundred", async () => {
    const { id } = await m.db().user.create({ data: { role: "member" } });
    const member: Context = { user: { id, role: "member" }, actor: "web" };
    const order: string[] = [];
    upstream.images = async (request, response) => {
      const body = JSON.parse(upstream.bodies.at(-1) ?? "{}");
      const attempt = await m.db().attempt.findUniqueOrThrow({
        where: { id: body.session_id ?? request.headers["x-session-id"] },
        include: { generation: true },
      });
      order.push(attempt.generation.userId === id ? "one" : "many");
      setTimeout(() => delivers(request, response), 20);
    };
    const many = await accept(64);
    const more = await accept(36);
    m.startPress();
    await expect.poll(() => order.length, { interval: 20, timeout: 60_000 }).toBeGreaterThan(0);
    const [one = ""] = await accept(1, member);
    const behind = order.length;
    await expect.poll(() => order.includes("one"), { interval: 20, timeout: 60_000 }).toBe(true);
    // What is under way when it comes, and one round.
    expect(order.indexOf("one") - behind).toBeLessThanOrEqual(16);
    await reach([one], "1 succeeded");
    await m.db().generation.updateMany({
      where: { id: { in: [...many, ...more] }, status: "queued" },
      data: { status: "canceled" },
    });
  });
});
