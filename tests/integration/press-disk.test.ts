import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import sharp from "sharp";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type Storage, StorageError } from "@/lib/storage/storage";
import { FailingDisk } from "../chaos/faults";
import { type Desk, openDesk } from "../support/desk";
import { holdLock } from "../support/hold-lock";
import { type ScriptedUpstream, serveScripted } from "../support/scripted-upstream";

const BUFFERED = "google/gemini-3.1-flash-image";
const shared = globalThis as typeof globalThis & {
  proofsheetStorage?: Storage;
  proofsheetStep?: (step: string) => void;
};

let upstream: ScriptedUpstream;
let desk: Desk;
let disk: FailingDisk;
let spool: string;
let databaseFile: string;
let picture: string;
let db: typeof import("@/lib/db")["db"];
let recover: typeof import("@/lib/press/recover")["recover"];

beforeAll(async () => {
  upstream = await serveScripted();
  desk = await openDesk(upstream.url);
  ({ db } = await import("@/lib/db"));
  ({ recover } = await import("@/lib/press/recover"));
  const { dataFolder, env } = await import("@/lib/env");
  spool = dataFolder("spool");
  databaseFile = env().databaseFile;
  disk = await FailingDisk.under(env().dataDir);
  const navy = { create: { width: 64, height: 48, channels: 3 as const, background: "navy" } };
  picture = (await sharp(navy).png().toBuffer()).toString("base64");
  // What fails here is written to the log.
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
}, 60_000);

beforeEach(() => {
  upstream.bodies.length = 0;
  upstream.lookups.length = 0;
  upstream.images = (_request, response) => {
    response.writeHead(200, { "content-type": "application/json", "x-generation-id": "gen-1" });
    response.end(JSON.stringify({ data: [{ b64_json: picture }], usage: { cost: 0.04 } }));
  };
});

afterEach(() => {
  disk.mend();
  shared.proofsheetStorage = undefined;
  shared.proofsheetStep = undefined;
});

afterAll(async () => {
  vi.restoreAllMocks();
  await upstream?.close();
  await desk?.close();
});

const accept = () => desk.accept(BUFFERED, "a lighthouse");
const inSpool = (ending: string) => fs.readdirSync(spool).filter((name) => name.endsWith(ending));

/** Lets the leases run out and recovers, as another turn of the press does. */
async function recoverNow(id: string) {
  await db().attempt.updateMany({ where: { generationId: id }, data: { leaseUntil: new Date(0) } });
  await recover("desk", []);
  return desk.row(id);
}

it("bytes, then their name, then the folder, then the commit: on every job [B11]", async () => {
  const calls: string[] = [];
  shared.proofsheetStep = (step) => calls.push(step);
  disk.breakAt({
    nth: 1,
    kind: "EIO",
    only: (call, file) => {
      if (call === "sync" || call === "rename") calls.push(`${call} ${file.replace(/^.*\.|^[0-9a-f]{2}$/, "*")}`);
      return false;
    },
  });
  expect(await desk.run(BUFFERED, "an order")).toMatchObject({ status: "succeeded" });
  const kept = calls.filter((call) => /^(sync|rename)|settled/.test(call)).join(" · ");
  expect(kept).toMatch(/^sync \*request|sync \*/);
  expect(kept).toMatch(/sync \*part · rename \*part · sync spool/);
  expect(kept).toMatch(/sync \*thumb · rename \*thumb · sync \*/);
  expect(kept).toMatch(/sync \*image · rename \*image · sync \*.* · settled$/);
});

describe("without room for an answer", () => {
  /** Nothing leaves while the disk is as it is; the wish says why, and goes on when there is room. */
  async function waits(id: string, errorCode: string, mend: () => void) {
    await expect(desk.press(id)).rejects.toThrow("It was not claimed.");
    expect(await desk.row(id)).toMatchObject({ status: "queued", errorCode, attempts: [] });
    expect(upstream.bodies).toHaveLength(0);
    expect(inSpool(".room")).toEqual([]);
    mend();
    expect(await desk.press(id)).toMatchObject({ status: "succeeded", errorCode: null });
    expect(upstream.bodies).toHaveLength(1);
  }

  it("nothing is sent: too little is free [B12]", async () => {
    const full = vi.spyOn(fs.promises, "statfs").mockResolvedValue({ bavail: 40_000, bsize: 4096 } as fs.StatsFs);
    syncBuiltinESMExports();
    await waits(await accept(), "no_room", () => {
      full.mockRestore();
      syncBuiltinESMExports();
    });
  });

  it("nothing is sent: others took what was free at the same time [B12]", async () => {
    const free = vi.spyOn(fs.promises, "statfs").mockResolvedValue({ bavail: 40_000, bsize: 4096 } as fs.StatsFs);
    free.mockResolvedValueOnce({ bavail: 60_000, bsize: 4096 } as fs.StatsFs);
    free.mockResolvedValue({ bavail: 20_000, bsize: 4096 } as fs.StatsFs);
    syncBuiltinESMExports();
    await waits(await accept(), "no_room", () => {
      free.mockRestore();
      syncBuiltinESMExports();
    });
  });

  it.each(["ENOSPC", "EDQUOT"] as const)("nothing is sent: %s while the room is written [B12]", async (kind) => {
    disk.breakAt({ nth: 4, kind, lasting: true, only: (call, file) => call === "write" && file.endsWith(".room") });
    await waits(await accept(), "no_room", () => disk.mend());
  });

  it.each(["EIO", "EMFILE", "ENFILE"] as const)(
    "nothing is sent: %s when the request is prepared [B14]",
    async (kind) => {
      disk.breakAt({ nth: 1, kind, lasting: true, only: (call) => call === "open" });
      await waits(await accept(), "not_prepared", () => disk.mend());
    },
  );
});

describe("a disk that refuses an answer", () => {
  it.each(["ENOSPC", "EIO", "EMFILE", "SHORT"] as const)("for a moment loses nothing: %s [B12, B14]", async (kind) => {
    disk.breakAt({ nth: 1, kind, only: (_call, file) => file.endsWith(".part") });
    expect(await desk.run(BUFFERED, "for a moment")).toMatchObject({ status: "succeeded", cost: 40_000_000n });
    expect(disk.mend().hit).not.toBeNull();
    expect(upstream.bodies).toHaveLength(1);
  });

  it.each(["open", "read", "close"])("while the request is read costs nothing: %s [B14]", async (refused) => {
    let sending = false;
    disk.breakAt({
      nth: 1,
      kind: "EIO",
      only: (call, file) => call === refused && sending && file.endsWith(".request"),
    });
    shared.proofsheetStep = (step) => {
      sending ||= step === "claimed";
    };
    expect(await desk.run(BUFFERED, "it is read")).toMatchObject({ status: "succeeded", attempts: [{ no: 1 }] });
    expect(disk.mend().hit).not.toBeNull();
    expect(upstream.bodies).toHaveLength(1);
  });

  it.each(["open", "write"])("for good leaves it unknown, with the id to look it up by: %s [B14]", async (refused) => {
    disk.breakAt({
      nth: 1,
      kind: "EIO",
      lasting: true,
      only: (call, file) => call === refused && file.endsWith(".part"),
    });
    const id = await accept();
    // What cannot be opened cannot be looked into either: recovery has the last word.
    await desk.press(id).catch(() => {});
    disk.mend();
    const row = await recoverNow(id);
    expect(row).toMatchObject({ status: "unknown", errorCode: "line_lost", attempts: [{ openrouterId: "gen-1" }] });
    upstream.lookUp = (_request, response) => {
      const data = { id: "gen-1", total_cost: 0.04, finish_reason: "stop" };
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ data }));
    };
    expect(await desk.lookUp(id)).toMatchObject({ status: "unknown", errorCode: "charged_not_delivered" });
    expect(upstream.bodies).toHaveLength(1);
  });

  it("and cannot force the spool to its platters keeps no picture from the library [B14]", async () => {
    disk.breakAt({
      nth: 1,
      kind: "EIO",
      lasting: true,
      only: (call, file) => call === "sync" && file.endsWith(".part"),
    });
    expect(await desk.run(BUFFERED, "not forced")).toMatchObject({ status: "succeeded" });
  });
});

describe("a storage that refuses", () => {
  // There is only the disk today: an object store would fail as this one does.
  it("is tried for days, with the answer kept and nothing sent again [B19]", async () => {
    const { storage } = await import("@/lib/storage/storage");
    const real = storage();
    const failures = [403, 503, "slow down"];
    let tries = 0;
    shared.proofsheetStorage = {
      ...real,
      take: async () => {
        throw new StorageError(`The store answered ${failures[tries++ % failures.length]}.`);
      },
    };
    const id = await accept();
    await expect(desk.press(id)).rejects.toThrow("The store answered");
    for (let day = 0; day < 10; day++) await recoverNow(id);
    expect(await desk.row(id)).toMatchObject({ status: "storing", attempts: [{ state: "storing" }] });
    expect(inSpool(".done").length).toBeGreaterThan(0);
    shared.proofsheetStorage = real;
    expect(await recoverNow(id)).toMatchObject({ status: "succeeded", cost: 40_000_000n, images: [{ index: 0 }] });
    expect(upstream.bodies).toHaveLength(1);
  });
});

describe("a database that is held by another process", () => {
  it("stops neither reads nor the answer that arrives [B15]", async () => {
    const release = { now: async () => {} };
    upstream.images = async (_request, response) => {
      release.now = await holdLock(databaseFile);
      response.writeHead(200, { "content-type": "application/json", "x-generation-id": "gen-1" });
      response.end(JSON.stringify({ data: [{ b64_json: picture }], usage: { cost: 0.04 } }));
    };
    const before = inSpool(".done").length;
    const id = await accept();
    const pressed = desk.press(id);
    // All bytes are safe, and reads are answered, while the lock is still held.
    await vi.waitFor(() => expect(inSpool(".done")).toHaveLength(before + 1), { timeout: 15_000, interval: 50 });
    expect(await desk.row(id)).toMatchObject({ status: "running" });
    await release.now();
    expect(await pressed).toMatchObject({ status: "succeeded", cost: 40_000_000n });
  });

  it("is written by everybody in the end, and the process does not stand still meanwhile [B15]", async () => {
    const release = await holdLock(databaseFile);
    const writes = [
      db().user.create({ data: { role: "member", email: "single@people.example" } }),
      db().$transaction((tx) => tx.user.create({ data: { role: "member", email: "interactive@people.example" } })),
      db().$transaction([db().user.create({ data: { role: "member", email: "batch@people.example" } })]),
    ].map(async (write) => [await write].flat()[0]?.id);
    // A blocked process would not get here before its own patience ran out, and no read would pass.
    for (let reads = 0; reads < 50; reads++) expect(await db().user.count()).toBe(1);
    await release();
    expect(new Set(await Promise.all(writes)).size).toBe(3);
  });
});

describe("a database that fails for some seconds", () => {
  /** From now on SQLite refuses what `matches`; returns what ends it. */
  function fail(code: string, matches: (sql: string) => boolean): () => void {
    const real = Sqlite.prototype.prepare;
    const prepare = vi.spyOn(Sqlite.prototype, "prepare").mockImplementation(function (
      this: Sqlite.Database,
      sql: string,
    ) {
      if (matches(sql)) throw new Sqlite.SqliteError("injected", code);
      return real.call(this, sql);
    });
    return () => prepare.mockRestore();
  }

  it.each(["SQLITE_IOERR_WRITE", "SQLITE_FULL"])("has all in the library afterwards: %s [B12, B18]", async (code) => {
    const id = await accept();
    let mend = () => {};
    upstream.images = (_request, response) => {
      mend = fail(code, (sql) => /^(INSERT|UPDATE|DELETE|BEGIN IMMEDIATE)/.test(sql));
      response.writeHead(200, { "content-type": "application/json", "x-generation-id": "gen-1" });
      response.end(JSON.stringify({ data: [{ b64_json: picture }], usage: { cost: 0.04 } }));
    };
    await expect(desk.press(id)).rejects.toThrow();
    // What is there can still be read.
    expect(await desk.row(id)).toMatchObject({ status: "running" });
    mend();
    expect(await recoverNow(id)).toMatchObject({ status: "succeeded", cost: 40_000_000n });
    expect(upstream.bodies).toHaveLength(1);
  });

  it("is used again after a COMMIT that failed [B18]", async () => {
    let written = false;
    const mend = fail("SQLITE_IOERR_WRITE", (sql) => {
      written ||= sql.startsWith("INSERT");
      return written && sql === "COMMIT";
    });
    const failing = db().$transaction((tx) =>
      tx.user.create({ data: { role: "member", email: "lost@people.example" } }),
    );
    await expect(failing).rejects.toThrow();
    mend();
    expect(await db().user.count({ where: { email: "lost@people.example" } })).toBe(0);
    await db().$transaction((tx) => tx.user.create({ data: { role: "member", email: "kept@people.example" } }));
    expect(await db().user.count({ where: { email: "kept@people.example" } })).toBe(1);
  });
});

it("a data folder that is away sends nothing, and is not made anew in its place [B13]", async () => {
  const { env } = await import("@/lib/env");
  const id = await accept();
  const away = `${env().dataDir}-away`;
  fs.renameSync(env().dataDir, away);
  fs.mkdirSync(env().dataDir);
  try {
    await expect(desk.press(id)).rejects.toThrow("It was not claimed.");
    expect(fs.readdirSync(env().dataDir)).toEqual([]);
  } finally {
    fs.rmSync(env().dataDir, { recursive: true });
    fs.renameSync(away, env().dataDir);
  }
  expect(upstream.bodies).toHaveLength(0);
  expect(fs.existsSync(join(spool, "nothing"))).toBe(false);
  expect(await desk.press(id)).toMatchObject({ status: "succeeded" });
});
