import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Context } from "@/lib/context";

/** Another account of the test's library. */
export async function addPerson(): Promise<Context> {
  const { db } = await import("@/lib/db");
  const { id } = await db().user.create({ data: { email: `${randomUUID()}@example.com`, role: "member" } });
  return { user: { id, role: "member" }, actor: "web" };
}

interface Wanted {
  prompt?: string;
  createdAt?: Date;
  /** Nano-dollars of the whole generation. */
  cost?: bigint | null;
  /** The bytes of each picture; what they are does not matter where nothing decodes them. */
  files?: Buffer[];
}

/** A finished generation in a set of its own, with its pictures. Returns the pictures' ids. */
export async function addPictures(
  { user }: Context,
  { prompt = "a picture", createdAt = new Date(), cost = null, files = [Buffer.from("some bytes")] }: Wanted = {},
): Promise<string[]> {
  const { db } = await import("@/lib/db");
  const { dataFolder } = await import("@/lib/env");
  const { storeFile } = await import("@/lib/generations/store-file");
  const id = randomUUID();
  const set = await db().generationSet.create({ data: { id, userId: user.id, prompt, createdAt } });
  const generation = await db().generation.create({
    data: {
      id,
      userId: user.id,
      setId: set.id,
      position: 0,
      fingerprint: id,
      source: "web",
      prompt,
      searchText: prompt.toLowerCase(),
      model: "sandbox/painter",
      transport: "images",
      settings: { aspectRatio: "16:9", n: files.length },
      status: "succeeded",
      cost,
      createdAt,
      startedAt: new Date(createdAt.getTime() - 2500),
      finishedAt: createdAt,
    },
  });
  const attempt = await db().attempt.create({
    data: {
      id,
      generationId: generation.id,
      no: 1,
      state: "settled",
      leaseOwner: "test",
      leaseUntil: createdAt,
      requestSha256: "",
      requestBytes: 0,
      streaming: false,
    },
  });
  const ids: string[] = [];
  for (const [index, bytes] of files.entries()) {
    const path = join(dataFolder("spool"), randomUUID());
    await writeFile(path, bytes);
    const blob = await storeFile(path);
    await db().blob.upsert({ where: { sha256: blob.sha256 }, create: blob, update: {} });
    const image = await db().image.create({
      data: {
        userId: user.id,
        generationId: generation.id,
        attemptId: attempt.id,
        index,
        sha256: blob.sha256,
        createdAt,
      },
    });
    ids.push(image.id);
  }
  return ids;
}
