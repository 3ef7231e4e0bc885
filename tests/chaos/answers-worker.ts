import { randomUUID } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import fc from "fast-check";
import { Base64Decoder, Base64Error } from "@/lib/openrouter/base64";
import { EMPTY } from "@/lib/openrouter/empty-rules";
import { RULES } from "@/lib/openrouter/error-rules";
import type { Claim } from "@/lib/press/claim";
import { judge, type Verdict } from "@/lib/press/judge";
import { Receiver } from "@/lib/press/receive";
import { KEY, openDesk } from "../support/desk";
import { serveScripted } from "../support/scripted-upstream";
import { type Damaged, damaged, damagedText, ECHOED } from "./damage";
import { randomOf } from "./random";

/** What a worker is to do. */
export interface Share {
  seed: number;
  /** Malformed answers over sockets, and how many of them go through the whole press. */
  answers: number;
  whole: number;
  /** Mutations that only the parsers see. */
  mutations: number;
  /** Read as a careless program would: the control. */
  naive?: boolean;
}

export interface Tally {
  answers: number;
  mutations: number;
  delivered: number;
  refused: number;
  whole: number;
  crashes: number;
  unhandled: number;
  stuck: number;
  lostBytes: number;
  /** Outcomes with a code that no list knows. */
  unlisted: number;
  /** Paid, and told as surely free, without a look-up. */
  wronglyFree: number;
  /** Whole and untouched, and not delivered. */
  notDelivered: number;
  polluted: number;
  echoedKeys: number;
  /** The first few of what went wrong. */
  examples: string[];
}

const LISTED = new Set(
  [...RULES, ...EMPTY].map(({ code }) => code).concat("line_lost", "undecodable", "not_a_picture"),
);
/** Milliseconds after which an answer that came whole is stuck. */
const STUCK_MS = 30_000;
/** Answers under way at once. */
const AT_ONCE = 6;
const GEMINI = "google/gemini-3.1-flash-image";

const tally: Tally = {
  ...{ answers: 0, mutations: 0, delivered: 0, refused: 0, whole: 0, crashes: 0, unhandled: 0, stuck: 0 },
  ...{ lostBytes: 0, unlisted: 0, wronglyFree: 0, notDelivered: 0, polluted: 0, echoedKeys: 0, examples: [] },
};

function count(what: Exclude<keyof Tally, "examples">, example: string): void {
  tally[what]++;
  if (tally.examples.length < 12) tally.examples.push(`${what}: ${example}`);
}

for (const event of ["uncaughtException", "unhandledRejection"] as const) {
  process.on(event, (error) => count("unhandled", error instanceof Error ? (error.stack ?? "") : String(error)));
}
// The log is not what this is about.
process.stderr.write = () => true;

const BASE = new Set(Reflect.ownKeys(Object.prototype));
const isPolluted = () => Reflect.ownKeys(Object.prototype).some((name) => !BASE.has(name));

async function overSockets({ seed, answers, whole, naive }: Share): Promise<void> {
  const upstream = await serveScripted();
  const desk = await openDesk(upstream.url);
  const { dispatch } = await import("@/lib/press/dispatch");
  const { spoolPath, clearSpool } = await import("@/lib/press/spool");
  const { db } = await import("@/lib/db");
  const { keyRef } = await db().generation.findUniqueOrThrow({ where: { id: await desk.accept(GEMINI, "a boat") } });
  const [generation] = await db().generation.findMany();
  const generationId = generation?.id ?? "";
  const random = randomOf(seed);
  const asked = new Map<string, Damaged>();
  let next: Damaged | null = null;

  upstream.images = async ({ headers, socket }: IncomingMessage) => {
    const answer = asked.get(String(headers["x-session-id"])) ?? next;
    // Where the caller hangs up in the middle the rest is for nobody.
    socket.on("error", () => {});
    for (const piece of answer?.pieces ?? []) {
      socket.write(piece);
      await new Promise(setImmediate);
    }
    if (answer?.reset) socket.resetAndDestroy();
    else socket.end();
  };

  /** The receive path as far as the verdict. */
  async function receive(answer: Damaged, no: number): Promise<void> {
    const attemptId = randomUUID();
    asked.set(attemptId, answer);
    writeFileSync(spoolPath(attemptId, "request"), "{}");
    writeFileSync(spoolPath(attemptId, "part"), "");
    const { transport } = answer;
    const claim = { attemptId, owner: "answers", transport, generationId, keyRef, requestBytes: 2 } as Claim;
    const told = `${no} (${answer.what.join(", ")})`;
    const verdict = await within(() => dispatch(claim), told);
    if (verdict) {
      examine(answer, verdict, told);
      const body = bodyIn(attemptId);
      if (answer.body && !keeps(body, answer.body)) {
        count("lostBytes", `${told}: ${body?.length ?? "no"} bytes of ${answer.body.bytes.length}`);
      }
    }
    asked.delete(attemptId);
    await clearSpool(attemptId);
  }

  function bodyIn(attemptId: string): Buffer | null {
    for (const file of ["done", "part"] as const) {
      try {
        const bytes = readFileSync(spoolPath(attemptId, file));
        return bytes.subarray(bytes.indexOf("\n") + 1);
      } catch {}
    }
    return null;
  }

  /** From the wish to the library. */
  async function press(answer: Damaged, no: number): Promise<void> {
    next = answer;
    const told = `${no}, through the press (${answer.what.join(", ")})`;
    const settings = answer.transport === "chat" ? ({ transport: "chat" } as const) : {};
    const row = await within(async () => {
      const id = await desk.accept(GEMINI, "a boat", settings);
      try {
        return await desk.press(id);
      } finally {
        // What waits for another try, or pauses for its key, is not to meet the next answer.
        await db().generation.updateMany({
          where: { status: { in: ["queued", "paused"] } },
          data: { status: "canceled" },
        });
      }
    }, told);
    next = null;
    if (!row) return;
    tally.whole++;
    if (row.status === "running") count("stuck", told);
    if (row.errorCode && !LISTED.has(row.errorCode)) count("unlisted", `${told}: ${row.errorCode}`);
    if (answer.untouched && row.status !== "succeeded") count("notDelivered", told);
    const text = JSON.stringify(row, (_key, value) => (typeof value === "bigint" ? String(value) : value));
    if ([ECHOED, KEY].some((key) => text.includes(key))) count("echoedKeys", told);
  }

  async function readNaively(answer: Damaged, no: number): Promise<void> {
    next = answer;
    const told = `${no} (${answer.what.join(", ")})`;
    const body = { model: GEMINI, prompt: "a boat" };
    const read = async () => {
      const response = await fetch(`${upstream.url}/images`, {
        method: "POST",
        body: JSON.stringify(body),
      });
      const { data } = (await response.json()) as { data: { b64_json: string }[] };
      return data.map(({ b64_json }) => Buffer.from(b64_json, "base64"));
    };
    // Some of these answers leave Node's own client waiting, whatever its signal says.
    const pictures = await Promise.race([read().catch(() => null), wait(2000, null)]);
    tally.answers++;
    if (pictures === null && answer.paid) count("wronglyFree", told);
    if (pictures === null && answer.body) count("lostBytes", told);
    if (pictures === null && answer.untouched) count("notDelivered", told);
  }

  let begun = 0;
  const every = Math.floor(answers / Math.max(whole, 1));
  const lines = Array.from({ length: naive ? 1 : AT_ONCE }, async (_, line) => {
    while (begun < answers) {
      const no = begun++;
      const answer = damaged(random);
      if (naive) await readNaively(answer, no);
      else {
        await receive(answer, no);
        // One after another: the press has one desk here.
        if (line === 0 && tally.whole < whole && tally.whole * every <= no) await press(damaged(random), no);
      }
      if (isPolluted()) count("polluted", `${no}`);
    }
  });
  await Promise.all(lines);
  await desk.close();
}

async function within<T>(task: () => Promise<T>, told: string): Promise<T | null> {
  const timer = new AbortController();
  const late = wait(STUCK_MS, "late" as const, { signal: timer.signal }).catch(() => "late" as const);
  try {
    const done = await Promise.race([task(), late]);
    if (done !== "late") return done;
    count("stuck", told);
  } catch (error) {
    count("crashes", `${told}: ${error instanceof Error ? error.stack : error}`);
  } finally {
    timer.abort();
  }
  return null;
}

const keeps = (found: Buffer | null, { bytes, whole }: { bytes: Buffer; whole: boolean }): boolean =>
  whole
    ? found?.equals(bytes) === true
    : found === null || found.length === 0 || bytes.subarray(0, found.length).equals(found);

function examine(answer: Damaged, verdict: Verdict, told: string): void {
  tally.answers++;
  tally[verdict.kind]++;
  if (answer.untouched && verdict.kind !== "delivered") count("notDelivered", told);
  if (verdict.kind !== "refused") return;
  const { code, next, verify, message } = verdict.refusal;
  if (!LISTED.has(code)) count("unlisted", `${told}: ${code}`);
  if (answer.paid && next !== "unknown" && !verify && verdict.said.cost === null) {
    count("wronglyFree", `${told}: ${code}, ${message.slice(0, 200)}`);
  }
}

/** What the parsers make of a text, cut anywhere, and what is decoded of it. Returns the code of the outcome. */
function readText(bytes: Buffer, transport: "images" | "chat", type: string, cuts: number[]): string {
  const receiver = new Receiver(transport, type);
  const edges = [0, ...cuts.map((at) => at % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  for (const [index, from] of edges.entries()) receiver.push(bytes.subarray(from, edges[index + 1]), from);
  const verdict = judge(transport, { status: 200, headers: { "content-type": type } }, receiver.end(), null);
  if (verdict.kind === "refused") return verdict.refusal.code;
  for (const { payload } of verdict.images) {
    const decoder = new Base64Decoder();
    try {
      const base64 =
        typeof payload === "string" ? Buffer.from(payload, "latin1") : bytes.subarray(payload.start, payload.end);
      decoder.push(base64);
      decoder.end();
    } catch (error) {
      if (!(error instanceof Base64Error)) throw error;
    }
  }
  return "line_lost";
}

function mutate({ seed, mutations }: Share): void {
  const mutation = fc.tuple(
    fc.integer(),
    fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 }),
    fc.array(fc.nat(), { maxLength: 5 }),
    fc.constantFrom("", "application/json", "text/event-stream"),
  );
  const property = fc.property(mutation, ([what, changes, cuts, type]) => {
    const { good, text } = damagedText(randomOf(what));
    const bytes = Buffer.from(text, "latin1");
    for (const [at, byte] of changes) if (bytes.length > 0) bytes[at % bytes.length] = byte;
    const code = readText(bytes, good.transport, type || good.type, cuts);
    tally.mutations++;
    if (!LISTED.has(code)) count("unlisted", code);
    if (isPolluted()) count("polluted", text.slice(0, 200));
    return true;
  });
  const found = fc.check(property, { numRuns: mutations, seed });
  if (found.failed) count("crashes", `${found.errorInstance} for ${JSON.stringify(found.counterexample)}`);
}

process.once("message", async (share: Share) => {
  try {
    if (!share.naive) mutate(share);
    await overSockets(share);
  } catch (error) {
    count("crashes", error instanceof Error ? (error.stack ?? "") : String(error));
  }
  process.send?.(tally, () => process.exit());
});
