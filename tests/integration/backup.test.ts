import { createHash, randomUUID } from "node:crypto";
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import sharp from "sharp";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Context } from "@/lib/context";
import { makeWorkplace } from "../support/command-line";
import { proofsheet } from "../support/terminal";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

type Workplace = Awaited<ReturnType<typeof makeWorkplace>>;

let place: Workplace;
let data: string;
let target: string;
let ctx: Context;
let m: Awaited<ReturnType<typeof modules>>;

async function modules() {
  const [db, create, loop, library, files, pictures] = await Promise.all([
    import("@/lib/db"),
    import("@/lib/generations/create"),
    import("@/lib/press/loop"),
    import("@/lib/library"),
    import("@/lib/backup/files"),
    import("../support/pictures"),
  ]);
  return { ...db, ...create, ...loop, ...library, ...files, ...pictures };
}

beforeAll(async () => {
  place = await makeWorkplace();
  data = place.library.dataDir;
  m = await modules();
  await m.db().user.create({ data: { id: "owner", role: "owner" } });
  ctx = { user: { id: "owner", role: "owner" }, actor: "cli" };
});

beforeEach(() => {
  target = join(place.folder, randomUUID());
});

afterEach(() => m.stopPress(0));

afterAll(() => place?.close());

/** Accepts that many generations; their ids. */
async function accept(count: number, prompt: string): Promise<string[]> {
  const generations = Array.from({ length: count }, () => ({
    id: randomUUID(),
    model: "google/gemini-3.1-flash-image",
    settings: { n: 1, resolution: "512" },
  }));
  await m.create(ctx, { setId: randomUUID(), prompt, references: [], generations });
  return generations.map(({ id }) => id);
}

const succeeded = (ids: string[]) =>
  expect
    .poll(() => m.db().generation.count({ where: { id: { in: ids }, status: "succeeded" } }), { timeout: 45_000 })
    .toBe(ids.length);

const run = (...args: string[]) => proofsheet(place.folder, args);
const outcomeOf = async (...args: string[]) => {
  const { code, out } = await run("verify", "--json", ...args);
  const { checks } = JSON.parse(out.join("")) as { checks: { check: string; mended: number; left: string[] }[] };
  return {
    code,
    left: checks.flatMap(({ check, left }) => left.map(() => check)),
    mended: checks.filter((one) => one.mended > 0).map(({ check, mended }) => `${mended} ${check}`),
  };
};

/** Every file below, with its content's hash. */
const contents = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => statSync(join(folder, name)).isFile())
    .sort()
    .map(
      (name) =>
        `${name} ${createHash("sha256")
          .update(readFileSync(join(folder, name)))
          .digest("hex")}`,
    );

const databaseOf = (folder: string) => readdirSync(folder).find((name) => name.endsWith(".db")) ?? "";

/** What the folder lacks of what its database names. */
function lacking(folder: string): string[] {
  const db = new Sqlite(join(folder, databaseOf(folder)), { readonly: true });
  expect(db.pragma("integrity_check", { simple: true })).toBe("ok");
  const blobs = db.prepare(`SELECT "sha256" FROM "Blob"`).all() as { sha256: string }[];
  db.close();
  return blobs.flatMap(({ sha256 }) => (existsSync(join(folder, "blobs", sha256.slice(0, 2), sha256)) ? [] : sha256));
}

describe("a backup", () => {
  it("is whole though pictures come in meanwhile, and the next one into it adds what is new [B32]", async () => {
    m.startPress();
    const ids = await accept(8, "while a backup is made");
    expect((await run("backup", target)).code).toBe(0);
    expect(lacking(target)).toEqual([]);
    await succeeded(ids);
    await m.stopPress(0);
    const again = await run("backup", target, "--json");
    expect(again.code).toBe(0);
    const whole = JSON.parse(again.out.join("")) as { pictures: number };
    expect(whole.pictures).toBe(await m.db().blob.count());
    expect(lacking(target)).toEqual([]);
    expect(readdirSync(target).filter((name) => name.endsWith(".db"))).toHaveLength(1);
    expect(JSON.parse((await run("backup", target, "--json")).out.join(""))).toMatchObject({ added: 0 });
  });

  it("holds no key, no secret and no sign-in", async () => {
    const { authSecret } = await import("@/lib/secrets");
    const session = randomUUID();
    await m.db().session.create({
      data: { id: session, userId: "owner", userAgent: "a browser", expiresAt: new Date(Date.now() + 60_000) },
    });
    await run("backup", target);
    for (const name of readdirSync(target, { recursive: true, encoding: "utf8" })) {
      if (!statSync(join(target, name)).isFile()) continue;
      const bytes = readFileSync(join(target, name));
      for (const secret of ["sk-or-v1-canary0123456789", authSecret(), session]) {
        expect(bytes.includes(secret), `${name} has ${secret}`).toBe(false);
      }
    }
  });

  it("does not give up a good copy for a picture that is damaged by now", async () => {
    const [id = ""] = await m.addPictures(ctx, { files: [Buffer.from(randomUUID())] });
    await run("backup", target);
    const { sha256 } = await m.db().image.findUniqueOrThrow({ where: { id } });
    const path = join(data, "blobs", sha256.slice(0, 2), sha256);
    const good = readFileSync(path);
    rmSync(path);
    writeFileSync(path, "cut");
    expect((await run("backup", target)).code).toBe(0);
    expect(readFileSync(join(target, "blobs", sha256.slice(0, 2), sha256))).toEqual(good);
    await expect(run("backup", `${target}-new`)).rejects.toThrow(/missing or damaged/);
    rmSync(path);
    writeFileSync(path, good);
  });
});

describe("a restore", () => {
  it("of an older backup finds every picture again that came later [B32]", async () => {
    m.startPress();
    await succeeded(await accept(2, "in the backup"));
    await run("backup", target);
    const later = await accept(3, "later than the backup");
    await succeeded(later);
    await m.stopPress(0);
    const all = () => m.db().image.findMany({ orderBy: { id: "asc" } });
    const money = () => m.db().ledgerEntry.findMany({ orderBy: { id: "asc" } });
    const before = { images: await all(), money: await money() };
    await expect(run("restore", target)).rejects.toThrow(/There is a library .* Nothing was changed/);
    await expect(run("restore", target, "--replace")).rejects.toThrow(/in use: stop the server/);
    await m.db().$disconnect();
    const done = await run("restore", target, "--replace", "--json");
    expect(JSON.parse(done.out.join(""))).toMatchObject({ ok: true, stopped: 0 });
    expect(done.code).toBe(0);
    expect({ images: await all(), money: await money() }).toEqual(before);
    const { setAside } = JSON.parse(done.out.join("")) as { setAside: string };
    expect(readdirSync(setAside)).toContain("proofsheet.db");
    expect(await outcomeOf("--deep")).toEqual({ code: 0, left: [], mended: [] });
  });

  it("sends nothing by itself that was waiting in the backup", async () => {
    const [id = ""] = await accept(1, "waiting in the backup");
    await run("backup", target);
    await m.db().$disconnect();
    const { said } = await run("restore", target, "--replace");
    expect(said.join()).toContain("1 generations were waiting");
    const sent = place.openrouter.ledger.length;
    m.startPress();
    await succeeded(await accept(1, "another one"));
    expect(place.openrouter.ledger).toHaveLength(sent + 1);
    expect(await m.db().generation.findUnique({ where: { id } })).toMatchObject({ status: "failed", charged: "no" });
  });

  it("goes on where it was killed, and brings an empty library to life", async () => {
    const before = await m.db().image.count();
    await run("backup", target);
    await m.db().$disconnect();
    // Killed when half of the pictures were there and the database was just set aside.
    const blobs = readdirSync(join(data, "blobs"));
    for (const name of blobs.slice(0, blobs.length / 2)) rmSync(join(data, "blobs", name), { recursive: true });
    renameSync(join(data, "proofsheet.db"), join(place.folder, `${randomUUID()}.db`));
    for (const end of ["-wal", "-shm"]) rmSync(join(data, `proofsheet.db${end}`), { force: true });
    writeFileSync(join(data, "proofsheet.db.next"), "half a dat");
    expect((await run("restore", target)).code).toBe(0);
    expect(await m.db().image.count()).toBe(before);
    expect(await outcomeOf("--deep")).toEqual({ code: 0, left: [], mended: [] });
  });

  it("refuses what is no whole backup, and leaves the library as it is", async () => {
    await run("backup", target);
    const database = join(target, databaseOf(target));
    truncateSync(database, statSync(database).size - 4096);
    const before = contents(join(data, "blobs"));
    await expect(run("restore", target, "--replace")).rejects.toThrow(/missing or damaged. Nothing was changed/);
    rmSync(join(target, "backup.json"));
    await expect(run("restore", target, "--replace")).rejects.toThrow(/no whole backup/);
    expect(contents(join(data, "blobs"))).toEqual(before);
  });
});

describe("verify", () => {
  it("names what does not agree, mends what it can, and deletes nothing", async () => {
    m.startPress();
    await succeeded(await accept(2, "to verify"));
    await m.stopPress(0);
    await outcomeOf("--repair");
    const noise = await sharp(createHash("sha512").update(randomUUID()).digest(), {
      raw: { width: 4, height: 4, channels: 4 },
    })
      .png()
      .toBuffer();
    const [lost, remade] = await m.db().image.findMany({ where: { generation: { prompt: "to verify" } } });
    const [gone = ""] = await m.addPictures(ctx, { files: [noise] });
    const of = (kind: string, name: string, end = "") => join(data, kind, name.slice(0, 2), `${name}${end}`);
    const missing = await m.db().image.findUniqueOrThrow({ where: { id: gone } });
    rmSync(of("blobs", missing.sha256));
    rmSync(of("thumbs", remade?.sha256 ?? "", ".webp"));
    rmSync(of("records", remade?.attemptId ?? "", ".json"));
    await m.db().generation.delete({ where: { id: lost?.generationId ?? "" } });
    const stray = createHash("sha256").update("stray bytes").digest("hex");
    mkdirSync(join(data, "blobs", stray.slice(0, 2)), { recursive: true });
    writeFileSync(of("blobs", stray), "stray bytes");

    const found = await outcomeOf();
    expect(found).toMatchObject({ code: 1, mended: [] });
    expect(new Set(found.left)).toEqual(
      new Set([
        "work the database does not know",
        "records of what was paid",
        "pictures",
        "thumbnails",
        "files that nothing names",
      ]),
    );
    const mended = await outcomeOf("--repair");
    // The bytes that are gone stay gone, and are told.
    expect(mended).toMatchObject({ code: 1, left: ["pictures"] });
    expect(mended.mended).toEqual([
      "1 work the database does not know",
      "2 records of what was paid",
      "1 thumbnails",
      "1 files that nothing names",
    ]);
    expect(await m.db().image.count({ where: { id: lost?.id ?? "" } })).toBe(1);
    writeFileSync(of("blobs", missing.sha256), noise);
    expect(await outcomeOf("--deep")).toEqual({ code: 0, left: [], mended: [] });
    writeFileSync(
      of("blobs", missing.sha256),
      noise.map((byte, at) => (at === 60 ? byte ^ 1 : byte)),
    );
    expect(await outcomeOf()).toMatchObject({ code: 0 });
    expect(await outcomeOf("--deep")).toMatchObject({ code: 1, left: ["pictures"] });
    writeFileSync(of("blobs", missing.sha256), noise);
  });

  it("makes a new database of the records where there is none, and nothing else does", async () => {
    const made = await m.db().image.count({ where: { generation: { prompt: "to verify" } } });
    await m.db().$disconnect();
    const file = join(data, "proofsheet.db");
    renameSync(file, `${file}.aside`);
    expect(() => m.prepareLibrary()).toThrow(/missing beside its pictures/);
    expect(existsSync(file)).toBe(false);
    expect((await run("verify", "--repair")).code).toBe(0);
    expect(await m.db().image.count({ where: { generation: { prompt: "to verify" } } })).toBe(made);
    await m.db().$disconnect();
    renameSync(`${file}.aside`, file);
  });
});

describe("a database that cannot be trusted", () => {
  const file = () => join(data, "proofsheet.db");

  it("is refused when bytes of it were flipped, and no picture is touched [B16]", async () => {
    await m.db().$executeRaw`PRAGMA wal_checkpoint(TRUNCATE)`;
    await m.db().$disconnect();
    const whole = readFileSync(file());
    const before = contents(join(data, "blobs"));
    let refused = 0;
    for (let round = 0; round < 200; round++) {
      const bytes = Buffer.from(whole);
      for (let flip = 0; flip < 64; flip++) {
        // The same places in each run.
        const at = createHash("sha256").update(`${round}/${flip}`).digest().readUInt32BE() % bytes.length;
        bytes[at] = (bytes[at] ?? 0) ^ (1 << (flip % 8));
      }
      writeFileSync(file(), bytes);
      for (const end of ["-wal", "-shm"]) rmSync(`${file()}${end}`, { force: true });
      try {
        m.prepareLibrary({ thorough: true });
        // What it opens is sound: the flips met free space or the inside of a text.
        const db = new Sqlite(file(), { readonly: true });
        expect(db.pragma("integrity_check", { simple: true })).toBe("ok");
        db.close();
      } catch (error) {
        refused += 1;
        expect(String(error)).toMatch(/is damaged .*untouched.*restore BACKUP|newer version|not finished/);
      }
    }
    for (const end of ["-wal", "-shm"]) rmSync(`${file()}${end}`, { force: true });
    writeFileSync(file(), whole);
    expect(refused).toBeGreaterThan(150);
    expect(contents(join(data, "blobs"))).toEqual(before);
    m.prepareLibrary({ thorough: true });
  });

  it("opens with what a killed process left beside it, and with what is stale of that [B17]", async () => {
    const images = await m.db().image.count();
    const left = join(place.folder, randomUUID());
    mkdirSync(left);
    // As a kill leaves it: the log holds what the file does not.
    await m.db().template.create({ data: { userId: "owner", name: "in the log", text: "t" } });
    for (const end of ["", "-wal", "-shm"]) copyFileSync(`${file()}${end}`, join(left, `library.db${end}`));
    await m.db().$disconnect();
    const put = (ends: string[]) => {
      for (const end of ["", "-wal", "-shm"]) rmSync(`${file()}${end}`, { force: true });
      for (const end of ends) cpSync(join(left, `library.db${end}`), `${file()}${end}`);
    };
    put(["", "-wal"]);
    m.prepareLibrary({ thorough: true });
    expect(await m.db().template.count({ where: { name: "in the log" } })).toBe(1);
    await m.db().$disconnect();
    // A map of the log that is not of this log.
    put(["", "-wal"]);
    writeFileSync(`${file()}-shm`, Buffer.alloc(32_768, 7));
    m.prepareLibrary({ thorough: true });
    expect(await m.db().template.count({ where: { name: "in the log" } })).toBe(1);
    expect(await m.db().image.count()).toBe(images);
  });

  it("is refused on a disk of the network, with the reason [B17]", async () => {
    const fs = await vi.importActual<typeof import("node:fs")>("node:fs");
    vi.resetModules();
    vi.doMock("node:fs", () => ({ ...fs, statfsSync: () => ({ type: 0x6969, bavail: 1e9, bsize: 4096 }) }));
    const { prepareLibrary } = await import("@/lib/library");
    expect(() => prepareLibrary()).toThrow(/network file system \(NFS\).*DATABASE_URL/);
    vi.doUnmock("node:fs");
    vi.resetModules();
  });
});
