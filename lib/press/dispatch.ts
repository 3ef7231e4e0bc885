import "server-only";
import { rename } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { db } from "@/lib/db";
import { callOnce, EgressError, type PaidAnswer, reasonOf } from "@/lib/egress";
import { env } from "@/lib/env";
import { CACHED_MS } from "@/lib/generations/paid-result";
import { log } from "@/lib/log";
import { meter } from "@/lib/meter";
import type { Payload } from "@/lib/openrouter/answer";
import { upstreamOf } from "@/lib/settings/upstream";
import { passing } from "@/lib/steps";
import { wake } from "@/lib/wake";
import type { Claim } from "./claim";
import { canceled, judge, lineLost, neverSent, type Verdict } from "./judge";
import { Receiver } from "./receive";
import { ANSWER_MAX, HEADERS_MS, IDLE_MS, RENEW_MS, TOTAL_MS } from "./schedule";
import { type Head, Landing, openRequest, spoolPath } from "./spool";
import { writePayload } from "./store";

const PATHS = { images: "images", chat: "chat/completions" } as const;

/**
 * OpenRouter's response cache, which only chat has, keeps the answer to these exact bytes for a day. They hold the attempt's
 * id: nothing but the same attempt sent once more can ever hit it.
 */
const CACHE = { "x-openrouter-cache": "true", "x-openrouter-cache-ttl": String(CACHED_MS / 1000) };

/** Sends a claimed request, once, and brings its answer into the spool. Says what it came to; never throws for the line. */
export async function dispatch(claim: Claim): Promise<Verdict> {
  const ready = await prepare(claim).catch((error) => neverSent(`the request could not be read: ${reasonOf(error)}`));
  if ("kind" in ready) return ready;
  const { server, request } = ready;
  const abort = new AbortController();
  let answer: PaidAnswer;
  const began = Date.now();
  const body = request.once("end", () => {
    passing("sent");
    log.info("press.sent", { attempt: claim.attemptId, bytes: claim.requestBytes });
  });
  try {
    answer = await callOnce({
      url: `${server.baseUrl}/${PATHS[claim.transport]}`,
      headers: {
        authorization: `Bearer ${server.apiKey}`,
        "content-type": "application/json",
        "x-openrouter-title": "Proofsheet",
        ...(env().appUrl && { "http-referer": env().appUrl }),
        "x-session-id": claim.attemptId,
        ...(claim.transport === "chat" && CACHE),
      },
      body,
      bodyBytes: claim.requestBytes,
      headersMs: HEADERS_MS,
      idleMs: IDLE_MS,
      totalMs: TOTAL_MS,
      signal: abort.signal,
    });
  } catch (error) {
    if (error instanceof EgressError && !error.sent) return neverSent(error.reason);
    return lineLost(error instanceof EgressError ? error.reason : reasonOf(error));
  }
  meter().headers.observe((Date.now() - began) / 1000);
  return receive(claim, answer, abort);
}

/** What sending needs, had before the first byte leaves: until then nothing is unknown. */
async function prepare({ keyRef, attemptId }: Claim) {
  const server = await upstreamOf(keyRef);
  if (!server) return neverSent("its key was just removed");
  return { server, request: await openRequest(attemptId) };
}

async function receive(claim: Claim, { status, headers, body }: PaidAnswer, abort: AbortController): Promise<Verdict> {
  passing("headers");
  const head: Head = { status, headers: kept(headers) };
  log.info("press.headers", { attempt: claim.attemptId, status, openrouterId: head.headers["x-generation-id"] });
  const receiver = new Receiver(claim.transport, headers["content-type"]);
  // Cutting a stream of the Image API is documented to be free. A buffered answer is paid for either way, and so is what chat
  // has produced, with some providers even what it has not: those are awaited.
  const streaming = claim.transport === "images" && headers["content-type"]?.startsWith("text/event-stream");
  const cancel = (id: string) => {
    if (id === claim.generationId && streaming) abort.abort();
  };
  wake().on("cancel", cancel);
  // Neither the body nor the spool waits for the database: what is not read when the line is reset is lost.
  const headSaved = saveHead(claim, head, cancel);
  const opened = Landing.begin(claim.attemptId, head);
  opened.catch(() => {});
  let broken: string | null = null;
  let previewing: Promise<void> | null = null;
  let previews = 0;
  try {
    for await (const piece of body) {
      const landing = await opened;
      const offset = landing.position;
      if (offset + piece.length > ANSWER_MAX) throw new Error("The answer is larger than any picture.");
      await landing.write(piece);
      passing("data");
      const partial = receiver.push(piece, offset).at(-1);
      if (partial !== undefined) {
        previews++;
        previewing ??= showPreview(claim, partial, previews).finally(() => {
          previewing = null;
        });
      }
    }
    await opened;
  } catch (error) {
    broken = reasonOf(error);
  } finally {
    wake().off("cancel", cancel);
  }
  const landing = await opened.catch(() => null);
  const bytes = landing?.position ?? 0;
  meter().landed.inc(bytes);
  log.info("press.received", { attempt: claim.attemptId, bytes, broken });
  const answer = receiver.end();
  const verdict = judge(claim.transport, head, answer, broken);
  const whole = verdict.kind === "delivered" || answer.complete;
  // The pictures are forced to the disk again in the storage: with the spool's own copy failing, the answer goes on.
  await (whole ? landing?.complete() : landing?.abandon())?.catch((error) =>
    log.warn("press.spool_not_synced", { attempt: claim.attemptId, error }),
  );
  await Promise.all([previewing, headSaved]);
  if (verdict.kind === "refused" && broken && abort.signal.aborted) return canceled;
  if (landing) return verdict;
  // The spool did not take the id either: this process alone knows it, until the database answers.
  for (let saved = await headSaved; !saved; saved = await saveHead(claim, head, cancel)) await setTimeout(RENEW_MS);
  return { ...verdict, said: { ...verdict.said, openrouterId: head.headers["x-generation-id"] ?? null } };
}

/** Headers worth keeping: they classify the answer and find it again. None of the others is ever stored or shown. */
function kept(headers: Record<string, string>): Record<string, string> {
  const names = ["content-type", "x-generation-id", "retry-after", "x-openrouter-cache-status"];
  return Object.fromEntries(names.flatMap((name) => (headers[name] ? [[name, headers[name].slice(0, 200)]] : [])));
}

/**
 * The spool holds the head too: a database that fails now must not cost the paid body behind it. Calls `cancel` where one
 * was asked for while nobody could hear it. False: it was not saved.
 */
async function saveHead(
  { attemptId, owner, generationId }: Claim,
  { status, headers }: Head,
  cancel: (generationId: string) => void,
): Promise<boolean> {
  const openrouterId = headers["x-generation-id"] ?? null;
  try {
    const [, { cancelRequestedAt }] = await db().$transaction([
      db().attempt.updateMany({
        where: { id: attemptId, leaseOwner: owner, state: "dispatched" },
        data: { state: "responding", httpStatus: status, openrouterId, headersAt: new Date() },
      }),
      db().generation.update({
        where: { id: generationId },
        data: { openrouterId },
        select: { cancelRequestedAt: true },
      }),
    ]);
    passing("headers-saved");
    if (cancelRequestedAt) cancel(generationId);
    return true;
  } catch (error) {
    log.warn("press.head_not_saved", { attempt: attemptId, openrouterId, error });
    return false;
  }
}

/** A preview is a courtesy: whatever goes wrong with one, the answer goes on. */
async function showPreview({ attemptId, generationId }: Claim, payload: Payload, previews: number): Promise<void> {
  try {
    const path = spoolPath(attemptId, "preview");
    await writePayload(payload, spoolPath(attemptId, "part"), `${path}.next`);
    await rename(`${path}.next`, path);
    await db().generation.updateMany({ where: { id: generationId, status: "running" }, data: { previews } });
  } catch (error) {
    log.warn("press.preview_failed", { attempt: attemptId, error });
  }
}
