import "server-only";
import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { copyFile } from "node:fs/promises";
import { db, isUniqueViolation } from "@/lib/db";
import { sentPrompt } from "@/lib/generations/edit-prompt";
import { paidNotDelivered } from "@/lib/generations/paid-result";
import { log } from "@/lib/log";
import { meter } from "@/lib/meter";
import { endpointsFor } from "@/lib/models/capabilities";
import { catalog, findModel } from "@/lib/models/catalog-store";
import { type Composed, compose } from "@/lib/models/compose";
import { Settings } from "@/lib/models/settings";
import type { Transport } from "@/lib/openrouter/catalog-schema";
import { writeRequest } from "@/lib/openrouter/request";
import { writeRecord } from "@/lib/records/write";
import { absentKeyRef, upstreamOf } from "@/lib/settings/upstream";
import { passing } from "@/lib/steps";
import { blobKey } from "@/lib/storage/keys";
import { storage } from "@/lib/storage/storage";
import { type Candidate, chooseProbe, chooseQueued } from "./choose";
import type { Gate } from "./gate";
import { refuseKey } from "./pause-key";
import { LEASE_MS } from "./schedule";
import type { Held } from "./settle";
import { clearSpool, NoRoomError, spoolPath, takeLandingRoom } from "./spool";
import { upstreamUser } from "./upstream-user";

/** An attempt that this process may send, once. */
export interface Claim extends Held {
  generationId: string;
  keyRef: string;
  model: string;
  requestBytes: number;
  /** It was paused: when it goes through, so will the others of its key. */
  probe: boolean;
}

/**
 * Claims up to `slots` generations whose time has come, `only` these where given. Each has its exact request and its
 * landing room on the disk before its attempt is written down, and its attempt before anything leaves the machine. They
 * come one by one: each is sent while its lease is young, whatever becomes of the next. `gate` keeps back what its key or
 * model takes no more of; who lets a claim go gives its place back.
 */
export async function* claim(owner: string, slots: number, only?: string[], gate?: Gate): AsyncGenerator<Claim> {
  if (slots <= 0) return;
  const full = gate?.full() ?? [];
  // What was asked of the sandbox is not sent with the key that pays, nor the reverse: `pauseOthers` tells the person.
  const due = {
    keyRef: { not: absentKeyRef() },
    runAfter: { lte: new Date() },
    deletedAt: null,
    ...(only && { id: { in: only } }),
    ...(full.length > 0 && { NOT: full }),
  };
  const queued = await chooseQueued(slots, due);
  const probe = queued.length < slots ? await chooseProbe({ ...due, errorCode: { not: KEY_GONE } }) : null;
  const refused = new Set<string>();
  for (const generation of probe ? [...queued, probe] : queued) {
    if (refused.has(generation.keyRef)) continue;
    const entered = (await gate?.enter(generation)) ?? "in";
    if (entered === "refused") {
      refused.add(generation.keyRef);
      await refuseKey(generation.keyRef);
    }
    if (entered !== "in") continue;
    const claimed = await claimOne(owner, generation);
    if (claimed) yield claimed;
    else gate?.leave(generation);
  }
}

async function claimOne(owner: string, generation: Candidate): Promise<Claim | null> {
  const attemptId = randomUUID();
  try {
    const { replayAttemptId } = generation;
    const request = replayAttemptId
      ? await prepareReplay(attemptId, replayAttemptId, generation.keyRef)
      : await prepare(attemptId, generation);
    const claimed = await db().$transaction(async (tx) => {
      const { count } = await tx.generation.updateMany({
        where: { id: generation.id, status: generation.status, runAfter: generation.runAfter },
        data: {
          status: "running",
          startedAt: new Date(),
          charged: "unknown",
          previews: 0,
          errorCode: null,
          errorMessage: null,
        },
      });
      if (count === 0) return false;
      const no = 1 + (await tx.attempt.count({ where: { generationId: generation.id } }));
      await tx.attempt.create({
        data: {
          id: attemptId,
          generationId: generation.id,
          no,
          liveGenerationId: generation.id,
          state: "dispatched",
          leaseOwner: owner,
          leaseUntil: new Date(Date.now() + LEASE_MS),
          requestSha256: request.sha256,
          requestBytes: request.bytes,
          streaming: request.stream,
          transport: request.transport,
        },
      });
      return true;
    });
    if (claimed) {
      passing("claimed");
      // Not before the commit: a wish without its attempt says that the database is older.
      await writeRecord(db(), attemptId, spoolPath(attemptId, "wish"));
      const waited = Math.max(0, Date.now() - Math.max(+generation.runAfter, +generation.createdAt));
      meter().wait.observe(waited / 1000);
      log.info("press.claimed", {
        attempt: attemptId,
        generation: generation.id,
        model: generation.model,
        waitedMs: waited,
      });
      const { bytes: requestBytes, transport } = request;
      const { id: generationId, keyRef, model, status } = generation;
      return { attemptId, owner, generationId, keyRef, model, requestBytes, transport, probe: status === "paused" };
    }
    await clearSpool(attemptId);
  } catch (error) {
    await clearSpool(attemptId);
    if (isUniqueViolation(error)) return null;
    if (error instanceof ImpossibleError) await fail(generation, error);
    else if (error instanceof KeyGoneError) await pause(generation);
    else await putBack(generation, error);
  }
  return null;
}

/** Composes the exact request into the spool, then takes the landing room for its answer. */
async function prepare(attemptId: string, generation: Candidate) {
  const composed = await composeFor(generation);
  const references = [];
  for (const { reference } of generation.references) {
    const path = await storage().localPath(blobKey(reference.sha256));
    if (!path)
      throw new ImpossibleError(
        "reference_missing",
        "A reference image is missing from the library's files. Nothing was sent. Add it again.",
      );
    references.push({ path, mediaType: reference.blob.mediaType });
  }
  const request = await writeRequest(spoolPath(attemptId, "request"), {
    ...composed,
    model: generation.model,
    prompt: sentPrompt(generation),
    sessionId: attemptId,
    user: upstreamUser(generation.userId, attemptId),
    references,
  });
  await takeLandingRoom(attemptId);
  return { ...request, ...composed };
}

/** Takes the exact request of an earlier attempt: OpenRouter's response cache knows it by its bytes and its key. */
async function prepareReplay(attemptId: string, replayed: string, keyRef: string) {
  if (!(await upstreamOf(keyRef))) throw new KeyGoneError();
  const earlier = await db().attempt.findUniqueOrThrow({ where: { id: replayed } });
  const path = spoolPath(attemptId, "request");
  await copyFile(spoolPath(replayed, "request"), path).catch(notKept);
  const hash = createHash("sha256");
  for await (const piece of createReadStream(path)) hash.update(piece);
  if (hash.digest("hex") !== earlier.requestSha256) notKept();
  await takeLandingRoom(attemptId);
  return {
    sha256: earlier.requestSha256,
    bytes: earlier.requestBytes,
    stream: earlier.streaming,
    transport: earlier.transport as Transport,
  };
}

function notKept(error?: NodeJS.ErrnoException): never {
  if (error && error.code !== "ENOENT") throw error;
  throw new ImpossibleError("request_missing", "Its exact request is not in the spool any more. Nothing was sent.");
}

async function composeFor({ model: id, keyRef, settings: stored, references, attempts }: Candidate): Promise<Composed> {
  const { data: settings } = Settings.safeParse(stored);
  if (!settings) {
    throw new ImpossibleError(
      "settings_unreadable",
      "Another version of Proofsheet made these settings, and this one cannot read them. Nothing was sent. Generate it anew.",
    );
  }
  const server = await upstreamOf(keyRef);
  if (!server) throw new KeyGoneError();
  const model = await findModel(server, id);
  if (!model) {
    if ((await catalog(server)).models.length === 0) throw new Error("The catalogue could not be had.");
    throw new ImpossibleError(
      "model_unavailable",
      "OpenRouter does not list this model any more. Nothing was sent. Choose another one.",
    );
  }
  if (endpointsFor(model, settings, references.length).length === 0) {
    throw new ImpossibleError(
      "model_unavailable",
      "The model does not take these settings any more. Nothing was sent. Choose others and generate again.",
    );
  }
  return compose(model, settings, references.length, attempts.length > 0);
}

/** It cannot be sent, and waiting does not change that. */
class ImpossibleError extends Error {
  override name = "ImpossibleError";
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** The key that it was made for was removed, or cannot be read any more. */
class KeyGoneError extends Error {
  override name = "KeyGoneError";
}

const KEY_GONE = "key_gone";

/** A person decides whether it is sent with the key they have now: it is no probe. Only the key that paid can fetch what it paid. */
async function pause(generation: Candidate): Promise<void> {
  if (generation.replayAttemptId) return giveUpFetching(generation, "The key that paid for it is not here any more.");
  await db().generation.updateMany({
    where: { id: generation.id, status: generation.status },
    data: {
      status: "paused",
      errorCode: KEY_GONE,
      errorMessage:
        "The key it was to be sent with was removed or replaced, or cannot be read any more. Nothing was sent. Settings shows which key you have now; Try now sends it with that one.",
    },
  });
}

async function giveUpFetching({ id, status, cost }: Candidate, why: string): Promise<void> {
  await db().generation.updateMany({ where: { id, status }, data: paidNotDelivered(cost, why) });
}

async function fail(generation: Candidate, { code, message }: ImpossibleError): Promise<void> {
  log.error("press.impossible", { generation: generation.id, code });
  if (generation.replayAttemptId) return giveUpFetching(generation, message);
  await db().generation.updateMany({
    where: { id: generation.id, status: generation.status },
    data: { status: "failed", finishedAt: new Date(), reserved: 0n, errorCode: code, errorMessage: message },
  });
}

/** Nothing was sent: the generation waits where it was and says why. */
async function putBack(generation: Candidate, error: unknown): Promise<void> {
  const noRoom = error instanceof NoRoomError;
  if (!noRoom) log.error("press.prepare_failed", { generation: generation.id, error });
  await db().generation.updateMany({
    where: { id: generation.id, status: generation.status },
    data: {
      runAfter: new Date(Date.now() + LEASE_MS),
      errorCode: noRoom ? "no_room" : "not_prepared",
      errorMessage: noRoom
        ? "The server's disk is nearly full. Nothing was sent; it goes on when there is room."
        : "The request could not be prepared. Nothing was sent; it is tried again shortly.",
    },
  });
}
