import "server-only";
import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { db } from "@/lib/db";
import { dataFolder, env } from "@/lib/env";
import { examineFile, storeThumbnail } from "@/lib/generations/store-file";
import { thumbnail } from "@/lib/pictures/thumbnail";
import { findSpooled } from "@/lib/press/spool";
import { adoptRecords } from "@/lib/records/adopt";
import { writeRecord } from "@/lib/records/write";
import { blobKey, thumbKey } from "@/lib/storage/keys";
import { digest, filesBelow, inTurn, look } from "./files";

/** What was found of one thing that database and files must agree on. */
export interface Verified {
  check: string;
  /** What was wrong, and how much of that is mended. */
  found: number;
  mended: number;
  /** One sentence or name for each that remains. */
  left: string[];
}

interface Options {
  /** Mends what can be mended without a decision. Nothing is ever deleted. */
  repair?: boolean;
  /** Reads all pictures and compares their hashes. */
  deep?: boolean;
}

/** Compares database, pictures, records and spool; in the order in which one mends the next. Runs beside a server. */
export async function verify({ repair = false, deep = false }: Options = {}): Promise<Verified[]> {
  return [
    await database(),
    await unknownWork(repair),
    await missingRecords(repair),
    ...(await pictures(repair, deep)),
    await strayAnswers(),
  ];
}

const outcome = (check: string, left: string[], mended = 0): Verified => ({
  check,
  found: left.length + mended,
  mended,
  left,
});

async function database(): Promise<Verified> {
  const said = await db().$queryRaw<{ integrity_check: string }[]>`PRAGMA integrity_check`;
  const dangling = await db().$queryRaw<{ table: string; parent: string }[]>`PRAGMA foreign_key_check`;
  return outcome("database", [
    ...said.flatMap(({ integrity_check: sentence }) => (sentence === "ok" ? [] : [sentence])),
    ...dangling.map(({ table, parent }) => `A row of ${table} names a row of ${parent} that is not there.`),
  ]);
}

/** Work that a record or a wish tells of and the database does not know. */
async function unknownWork(repair: boolean): Promise<Verified> {
  const { attempts, left } = await adoptRecords({ repair });
  const unreadable = left.map((path) => `${path} cannot be read.`);
  if (repair) return outcome("work the database does not know", unreadable, attempts);
  const unknown = attempts > 0 ? Array<string>(attempts).fill(MENDABLE) : [];
  return outcome("work the database does not know", [...unreadable, ...unknown]);
}

const MENDABLE = "--repair mends it.";

/** Of a version that wrote none, or of a moment in which the disk was full. */
async function missingRecords(repair: boolean): Promise<Verified> {
  const names = await filesBelow(dataFolder("records"));
  const there = new Set(names.map((name) => basename(name, ".json")));
  const due = await db().attempt.findMany({
    where: { state: "settled", OR: [{ charged: { not: "no" } }, { images: { some: {} } }] },
    select: { id: true },
  });
  const missing = due.filter(({ id }) => !there.has(id));
  if (repair) for (const { id } of missing) await writeRecord(db(), id);
  const check = "records of what was paid";
  return repair
    ? outcome(check, [], missing.length)
    : outcome(
        check,
        missing.map(() => MENDABLE),
      );
}

async function pictures(repair: boolean, deep: boolean): Promise<Verified[]> {
  const blobs = await db().blob.findMany();
  const known = new Set(blobs.map(({ sha256 }) => sha256));
  const folder = dataFolder("blobs");
  const strangers = (await filesBelow(folder)).filter((name) => !known.has(basename(name)));
  const thumbs = new Set((await filesBelow(dataFolder("thumbs"))).map((name) => basename(name, ".webp")));
  const bare = blobs.filter(({ sha256, width }) => width !== null && !thumbs.has(sha256));
  const damaged = await inTurn(blobs, (blob) => damage(blob, deep));
  const remade = repair ? await inTurn(bare, makeThumbnail) : [];
  const entered = repair ? await inTurn(strangers, (name) => enter(join(folder, name))) : [];
  return [
    outcome(
      "pictures",
      damaged.filter((sentence) => sentence !== null),
    ),
    repair
      ? tally("thumbnails", remade)
      : outcome(
          "thumbnails",
          bare.map(() => MENDABLE),
        ),
    repair
      ? tally("files that nothing names", entered)
      : outcome(
          "files that nothing names",
          strangers.map(() => MENDABLE),
        ),
  ];
}

/** `results`: null where it is mended, else what remains. */
function tally(check: string, results: (string | null)[]): Verified {
  const left = results.filter((sentence) => sentence !== null);
  return outcome(check, left, results.length - left.length);
}

async function damage({ sha256, bytes }: { sha256: string; bytes: number }, deep: boolean): Promise<string | null> {
  const path = join(env().dataDir, blobKey(sha256));
  const file = await look(path);
  if (!file) return `${path} is missing: put it back from a backup.`;
  const same = file.size === bytes && (!deep || (await digest(path)) === sha256);
  return same ? null : `${path} is damaged: put it back from a backup.`;
}

async function makeThumbnail({ sha256, mediaType }: { sha256: string; mediaType: string }): Promise<string | null> {
  const small = await thumbnail(join(env().dataDir, blobKey(sha256)), mediaType);
  if (!small) return `${thumbKey(sha256)} cannot be made: its picture is missing or damaged.`;
  await storeThumbnail(sha256, small.webp, join(dataFolder("spool"), sha256));
  return null;
}

/** Gives a file a row, as an upload has one that nothing uses: whatever names it later finds it described. */
async function enter(path: string): Promise<string | null> {
  const { blob } = await examineFile(path);
  if (blob.sha256 !== basename(path)) return `${path} is damaged: it is not what its name says.`;
  await db().blob.upsert({ where: { sha256: blob.sha256 }, create: blob, update: {} });
  return null;
}

/** Answers of requests that neither the database nor a wish knows: what they were for cannot be said. */
async function strayAnswers(): Promise<Verified> {
  const names = await readdir(dataFolder("spool"));
  const ids = [...new Set(names.filter((name) => /\.(done|part)$/.test(name)).map((name) => name.split(".")[0] ?? ""))];
  const known = new Set(
    (await db().attempt.findMany({ where: { id: { in: ids } }, select: { id: true } })).map(({ id }) => id),
  );
  const strays: string[] = [];
  for (const id of ids) {
    if (known.has(id) || names.includes(`${id}.wish`) || !(await findSpooled(id))?.head) continue;
    strays.push(`spool/${id} is an answer to a request that nothing knows; it is kept for a day.`);
  }
  return outcome("answers in the spool", strays);
}
