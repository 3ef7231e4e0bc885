import type { ServerResponse } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type Desk, openDesk } from "../support/desk";
import { type ScriptedUpstream, serveScripted } from "../support/scripted-upstream";

const MODEL = "google/gemini-3.1-flash-image";
const MANAGEMENT_KEY = "sk-or-v1-mgmt-canary0123456789";

// The disk and both processors may be busy with the other test files.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let upstream: ScriptedUpstream;
let desk: Desk;

beforeAll(async () => {
  upstream = await serveScripted();
  process.env.OPENROUTER_MANAGEMENT_KEY = MANAGEMENT_KEY;
  desk = await openDesk(upstream.url);
});

beforeEach(() => {
  upstream.queries.length = 0;
  upstream.analytics = (request, response) => upstream.sandbox(request, response);
  upstream.lookUp = (request, response) => upstream.sandbox(request, response);
});

afterAll(async () => {
  delete process.env.OPENROUTER_MANAGEMENT_KEY;
  await desk?.close();
  await upstream?.close();
});

/** The call is made and billed, and the line is reset before a single byte of its answer. */
const billedAndLost: ScriptedUpstream["images"] = async (request) => {
  const nobody = { writeHead() {}, write() {}, end() {} } as unknown as ServerResponse;
  await upstream.sandbox(request, nobody);
  request.socket.resetAndDestroy();
};

describe("a call whose line was lost before its id came", () => {
  it("is found in the account's records with a management key, and its charge with it [A17]", async () => {
    upstream.images = billedAndLost;
    const lost = await desk.run(MODEL, "lost and billed");
    expect(lost).toMatchObject({ status: "unknown", charged: "unknown", openrouterId: null });
    expect(lost.lookupAt).not.toBeNull();

    const found = await desk.lookUp(lost.id);
    const billed = upstream.ledger.at(-1);
    expect(found).toMatchObject({
      status: "unknown",
      charged: "yes",
      errorCode: "charged_not_delivered",
      openrouterId: billed?.id,
      cost: BigInt(Math.round((billed?.cost ?? 0) * 1e9)),
    });
    expect(JSON.parse(upstream.queries[0] ?? "").filters).toEqual([
      { field: "external_user", operator: "eq", value: billed?.user },
    ]);
    expect(upstream.bodies).toHaveLength(1);
  });

  it("stays unknown while the records name none, several, or somebody else's", async () => {
    upstream.images = billedAndLost;
    const { id, attempts } = await desk.run(MODEL, "lost among others");
    const user = `x.${attempts[0]?.id}`;
    const rows = (...data: object[]) => ({ data: { data, metadata: {} } });
    for (const answer of [
      rows(),
      rows({ generation_id: "gen-other", external_user: user }),
      { data: "nonsense" },
      { data: { data: [{ generation_id: 7 }] } },
    ]) {
      upstream.analytics = (_request, response) => response.end(JSON.stringify(answer));
      expect(await desk.lookUp(id)).toMatchObject({ status: "unknown", charged: "unknown", openrouterId: null });
    }
    upstream.analytics = (_request, response) => {
      const { value } = JSON.parse(upstream.queries.at(-1) ?? "").filters[0];
      const both = ["gen-a", "gen-b"].map((generation_id) => ({ generation_id, external_user: value }));
      response.end(JSON.stringify(rows(...both)));
    };
    expect(await desk.lookUp(id)).toMatchObject({ status: "unknown", openrouterId: null });
    upstream.analytics = (request) => request.socket.resetAndDestroy();
    expect(await desk.lookUp(id)).toMatchObject({ status: "unknown", openrouterId: null });
  });

  it("is asked about with the management key alone, which is kept out of every text", async () => {
    const { redact } = await import("@/lib/secrets");
    expect(redact(`of ${MANAGEMENT_KEY}`)).toBe("of [key]");
    let asked = "";
    upstream.images = billedAndLost;
    upstream.analytics = (request, response) => {
      asked = request.headers.authorization ?? "";
      response.writeHead(403).end("{}");
    };
    const { id } = await desk.run(MODEL, "lost once more");
    await desk.lookUp(id);
    expect(asked).toBe(`Bearer ${MANAGEMENT_KEY}`);
  });
});
