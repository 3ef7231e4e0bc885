import { createHash } from "node:crypto";
import { linkSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import sharp from "sharp";
import { blobKey, thumbKey } from "@/lib/storage/keys";
import { check, troubles } from "./checker";
import { Fire } from "./fire";
import { type Ground, idOf, prepareGround } from "./ground";
import { picture } from "./picture";
import { type Conditions, type Outcome, prove } from "./proof";
import { randomOf } from "./random";
import { MODELS, PRICE } from "./upstream";

/** Seconds that a restore of a library of `IMAGES` may take. */
const SECONDS = 60;
const IMAGES = { whole: 10_000, short: 300 };
/** Milliseconds of work that goes on while the backup is made and behind it. */
const LOAD_MS = { whole: 10_000, short: 1_500 };

async function run({ seed, short }: Conditions, withRecords: boolean): Promise<Outcome> {
  const size = short ? "short" : "whole";
  const ground = await prepareGround({ seed });
  // Imported when the environment names the library.
  const { backup } = await import("@/lib/backup/backup");
  const { restore } = await import("@/lib/backup/restore");
  const { db } = await import("@/lib/db");
  const { prepareLibrary } = await import("@/lib/library");
  const random = randomOf(seed + 1);
  const fire = new Fire(ground, random, short ? 16 : 60);
  const folder = mkdtempSync(join(tmpdir(), "proofsheet-backup-"));
  try {
    const images = withRecords ? IMAGES[size] : IMAGES.short;
    const add = async () => {
      for (const id of await addPictures(ground, random, images / 2)) fire.accepted.add(id);
    };
    await add();
    await fire.prepare(1);
    const worker = await fire.next();
    const load = async (until: number) => {
      while (Date.now() < until) {
        fire.feed(worker);
        await wait(100);
      }
    };
    const begun = Date.now();
    const made = backup(folder);
    await load(begun + LOAD_MS[size]);
    const { pictures } = await made;
    await add();
    await load(Date.now() + LOAD_MS[size]);
    worker.signal("SIGKILL");
    await worker.gone;
    // A set of which the records tell only a part cannot be pressed again under the same ids.
    fire.forget();
    await db().$disconnect();

    damage(ground.dataDir, random);
    const refused = isRefused(() => prepareLibrary({ thorough: true }));
    if (!withRecords) forgetRecords(ground.dataDir);
    const restoreBegan = performance.now();
    const { verified } = await restore(folder, { replace: true });
    const seconds = (performance.now() - restoreBegan) / 1000;
    await db().$disconnect();

    await fire.settle();
    await fire.close();
    // What was accepted since the backup and never sent is gone with the database: nobody paid for it.
    const { acceptedButMissing: _gone, ...findings } = check(ground.dataDir, ground.upstream.ledger, []);
    const adopted = verified.find(({ check }) => check === "work the database does not know");
    const left = verified.flatMap(({ check, left }) => left.map((sentence) => `${check}: ${sentence}`));
    return {
      counts: {
        ...{ "pictures in the backup": pictures, "attempts found again": adopted?.mended ?? 0 },
        ...{ "seconds of the restore": seconds.toFixed(1), "left by verify": left.length, ...findings },
      },
      troubles: [
        ...troubles({ ...findings, acceptedButMissing: 0 }),
        ...(refused ? [] : ["The damaged database was not refused."]),
        ...(seconds > SECONDS ? [`The restore took ${seconds.toFixed(1)} s.`] : []),
        ...left.slice(0, 3),
        ...fire.broken.slice(0, 3),
      ],
    };
  } finally {
    await fire.close();
    await db().$disconnect();
    await ground.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Pictures as the press would have left them, each charged; far faster than it could make them. */
async function addPictures({ dataDir, upstream, ctx }: Ground, random: () => number, count: number): Promise<string[]> {
  const { db } = await import("@/lib/db");
  const { writeRecord } = await import("@/lib/records/write");
  const userId = ctx.user.id;
  const thumb = join(dataDir, "thumb.webp");
  writeFileSync(thumb, await sharp(picture(0)).webp().toBuffer());
  const ids: string[] = [];
  const put = (key: string, write: (path: string) => void) => {
    mkdirSync(dirname(join(dataDir, key)), { recursive: true, mode: 0o700 });
    write(join(dataDir, key));
  };
  for (let left = count; left > 0; left -= 250) {
    const made = Array.from({ length: Math.min(250, left) }, () => {
      const id = idOf(random);
      const no = upstream.ledger.length + 1;
      const bytes = picture(0x40000000 + no);
      const sha256 = createHash("sha256").update(bytes).digest("hex");
      put(blobKey(sha256), (path) => writeFileSync(path, bytes, { mode: 0o600 }));
      put(thumbKey(sha256), (path) => linkSync(thumb, path));
      upstream.ledger.push({
        ...{ no, attemptId: id, openrouterId: `gen-${id}`, streaming: false, fate: "ok", sha256 },
        ...{ charged: true, delivered: true, over: true },
      });
      return { id, sha256, bytes: bytes.length };
    });
    const now = new Date();
    const cost = PRICE;
    const model = MODELS.plain;
    await db().$transaction(async (tx) => {
      await tx.generationSet.createMany({ data: made.map(({ id }) => ({ id, userId, prompt: "a lamp" })) });
      await tx.generation.createMany({
        data: made.map(({ id }) => ({
          ...{
            id,
            userId,
            setId: id,
            position: 0,
            fingerprint: id,
            source: "web",
            prompt: "a lamp",
            searchText: "a lamp",
          },
          ...{
            model,
            transport: "images",
            settings: { n: 1 },
            status: "succeeded",
            charged: "yes",
            cost,
            finishedAt: now,
          },
        })),
      });
      await tx.attempt.createMany({
        data: made.map(({ id }) => ({
          ...{ id, generationId: id, no: 1, state: "settled", outcome: "succeeded", charged: "yes", cost },
          ...{ leaseOwner: "", leaseUntil: now, requestSha256: "", requestBytes: 0, streaming: false, settledAt: now },
        })),
      });
      await tx.blob.createMany({
        data: made.map(({ sha256, bytes }) => ({ sha256, bytes, mediaType: "image/png", width: 16, height: 16 })),
      });
      await tx.image.createMany({
        data: made.map(({ id, sha256 }) => ({ userId, generationId: id, attemptId: id, index: 0, sha256 })),
      });
      await tx.ledgerEntry.createMany({
        data: made.map(({ id }) => ({
          ...{ attemptId: id, generationId: id, userId, model, keyRef: "instance", amount: cost, source: "response" },
        })),
      });
    });
    await Promise.all(made.map(({ id }) => writeRecord(db(), id)));
    ids.push(...made.map(({ id }) => id));
  }
  rmSync(thumb);
  return ids;
}

/** A disk that lost some pages of the database. */
function damage(dataDir: string, random: () => number): void {
  const file = join(dataDir, "proofsheet.db");
  for (const end of ["-wal", "-shm"]) rmSync(file + end, { force: true });
  const bytes = readFileSync(file);
  for (let page = 0; page < 8; page++) {
    const at = 4096 * Math.floor((random() * statSync(file).size) / 4096);
    bytes.fill(Math.floor(random() * 256), at, at + 4096);
  }
  writeFileSync(file, bytes);
}

function isRefused(start: () => void): boolean {
  try {
    start();
    return false;
  } catch (error) {
    return String(error).includes("proofsheet restore BACKUP");
  }
}

/** As if nothing beside the pictures said what they are. */
function forgetRecords(dataDir: string): void {
  rmSync(join(dataDir, "records"), { recursive: true });
  const spool = join(dataDir, "spool");
  for (const name of readdirSync(spool)) if (name.endsWith(".wish")) rmSync(join(spool, name));
}

await prove({
  name: "restore",
  promise: `A backup under load, a damaged database, the older copy put back: every picture of ${IMAGES.whole.toLocaleString("en")} is found again within ${SECONDS} s, and nothing is paid again.`,
  run: (conditions) => run(conditions, true),
  control: { without: "there are no records beside the pictures", run: (conditions) => run(conditions, false) },
});
