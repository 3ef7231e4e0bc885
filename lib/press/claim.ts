import "server-only";
import { createHmac, randomUUID } from "node:crypto";
import { db, isUniqueViolation } from "@/lib/db";
import { log } from "@/lib/log";
import { endpointsFor, wireParameters } from "@/lib/models/capabilities";
import { findModel } from "@/lib/models/catalog-store";
import { Settings } from "@/lib/models/settings";
import { writeImagesRequest } from "@/lib/openrouter/images-request";
import { authSecret } from "@/lib/secrets";
import { upstream } from "@/lib/settings/upstream";
import { blobKey } from "@/lib/storage/keys";
import { storage } from "@/lib/storage/storage";
import { LEASE_MS } from "./schedule";
import type { Held } from "./settle";
import { clearSpool, NoRoomError, spoolPath, takeLandingRoom } from "./spool";

/** An attempt that this process may send, once. */
export interface Claim extends Held {
  generationId: string;
  requestBytes: number;
}

const include = {
  references: { orderBy: { position: "asc" }, include: { reference: { include: { blob: true } } } },
} as const;

/**
 * Claims up to `slots` generations whose time has come, `only` these where given. Each has its exact request and its
 * landing room on the disk before its attempt is written down, and its attempt before anything leaves the machine. They
 * come one by one: each is sent while its lease is young, whatever becomes of the next.
 */
export async function* claim(owner: string, slots: number, only?: string[]): AsyncGenerator<Claim> {
  // What was asked of the sandbox is not sent with a key that pays, nor the reverse: `pauseOthers` tells the person.
  const { keyRef } = await upstream();
  const due = { keyRef, runAfter: { lte: new Date() }, deletedAt: null, ...(only && { id: { in: only } }) };
  const queued = await db().generation.findMany({
    where: { ...due, status: "queued" },
    orderBy: [{ runAfter: "asc" }, { createdAt: "asc" }, { position: "asc" }],
    take: slots,
    include,
  });
  // A paused one is a probe: while it is refused the others wait.
  const probe = await db().generation.findMany({ where: { ...due, status: "paused" }, take: 1, include });
  for (const generation of [...queued, ...(queued.length < slots ? probe : [])]) {
    const claimed = await claimOne(owner, generation);
    if (claimed) yield claimed;
  }
}

type Candidate = Awaited<ReturnType<typeof candidates>>[number];
const candidates = () => db().generation.findMany({ include });

async function claimOne(owner: string, generation: Candidate): Promise<Claim | null> {
  const attemptId = randomUUID();
  try {
    const request = await prepare(attemptId, generation);
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
        },
      });
      return true;
    });
    if (claimed) return { attemptId, owner, generationId: generation.id, requestBytes: request.bytes };
    await clearSpool(attemptId);
  } catch (error) {
    await clearSpool(attemptId);
    if (isUniqueViolation(error)) return null;
    if (error instanceof NoReferenceError) await fail(generation);
    else await putBack(generation, error);
  }
  return null;
}

/** Composes the exact request into the spool, then takes the landing room for its answer. */
async function prepare(attemptId: string, generation: Candidate) {
  const settings = Settings.parse(generation.settings);
  const model = await findModel(generation.model);
  const endpoints = model ? endpointsFor(model, settings, generation.references.length) : [];
  const stream = endpoints.some((endpoint) => endpoint.streaming);
  const references = [];
  for (const { reference } of generation.references) {
    const path = await storage().localPath(blobKey(reference.sha256));
    if (!path) throw new NoReferenceError("A reference image is missing from the storage.");
    references.push({ path, mediaType: reference.blob.mediaType });
  }
  const request = await writeImagesRequest(spoolPath(attemptId, "request"), {
    model: generation.model,
    prompt: generation.prompt,
    parameters: wireParameters(settings),
    // What only some providers accept must not reach the others.
    only: model && endpoints.length < model.endpoints.length ? endpoints.flatMap(({ tag }) => tag || []) : [],
    stream,
    sessionId: attemptId,
    // The person upstream, without telling who it is; the attempt, to find the call by.
    user: `${createHmac("sha256", authSecret()).update(generation.userId).digest("hex").slice(0, 32)}.${attemptId}`,
    references,
  });
  await takeLandingRoom(attemptId);
  return { ...request, stream };
}

/** A reference image is gone from the storage, and does not come back by waiting. */
class NoReferenceError extends Error {
  override name = "NoReferenceError";
}

async function fail(generation: Candidate): Promise<void> {
  log.error("press.reference_missing", { generation: generation.id });
  await db().generation.updateMany({
    where: { id: generation.id, status: generation.status },
    data: {
      status: "failed",
      finishedAt: new Date(),
      reserved: 0n,
      errorCode: "reference_missing",
      errorMessage: "A reference image is missing from the library's files. Nothing was sent. Add it again.",
    },
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
