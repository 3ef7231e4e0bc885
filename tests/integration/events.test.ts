import { randomUUID } from "node:crypto";
import Sqlite from "better-sqlite3";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Context } from "@/lib/context";
import type { Changes } from "@/lib/generations/schema";
import { type Library, makeLibrary } from "../support/library";
import { addPerson, addPictures } from "../support/pictures";

const signedIn = vi.hoisted(() => ({ ctx: null as Context | null, sessionId: "" }));
vi.mock("next/headers", () => ({ headers: async () => new Headers() }));
vi.mock("@/lib/auth/session", () => ({
  requireUser: async () => signedIn.ctx?.user,
  currentSession: async () => ({ id: signedIn.sessionId }),
}));

let library: Library;
let m: Awaited<ReturnType<typeof modules>>;
let me: Context;
const tabs: Tab[] = [];

// Imported after the environment is set.
async function modules() {
  const [route, watch, changes, { db }, { env }] = await Promise.all([
    import("@/app/api/events/route"),
    import("@/lib/generations/watch"),
    import("@/app/api/generations/changes/route"),
    import("@/lib/db"),
    import("@/lib/env"),
  ]);
  return { events: route.GET, changes: changes.GET, ...watch, db, env };
}

beforeAll(async () => {
  library = await makeLibrary();
  m = await modules();
});
afterAll(() => library?.close());
beforeEach(async () => {
  me = await signIn();
});
afterEach(async () => {
  vi.useRealTimers();
  for (const tab of tabs.splice(0)) tab.close();
  await vi.waitFor(() => expect(m.watching()).toBe(0));
});

async function signIn(): Promise<Context> {
  const ctx = await addPerson();
  const { id } = await m.db().session.create({
    data: {
      id: randomUUID(),
      userId: ctx.user.id,
      userAgent: "",
      expiresAt: new Date(Date.now() + 60_000),
    },
  });
  Object.assign(signedIn, { ctx, sessionId: id });
  return ctx;
}

interface Tab {
  response: Response;
  /** The next event as it is on the wire; undefined: the stream has ended. */
  next(): Promise<string | undefined>;
  close(): void;
}

async function open(query = "", headers: Record<string, string> = {}): Promise<Tab> {
  const request = new Request(`http://localhost:3000/api/events${query}`, { headers });
  const response = await m.events(request, { params: Promise.resolve({}) });
  const reader = response.body?.getReader();
  const tab: Tab = {
    response,
    async next() {
      const part = await reader?.read();
      return part?.value && new TextDecoder().decode(part.value);
    },
    close: () => void reader?.cancel(),
  };
  tabs.push(tab);
  return tab;
}

const changesIn = (event = ""): Changes => JSON.parse(event.match(/^data: (.+)$/m)?.[1] ?? "null");
const idOf = (event = "") => event.match(/^id: (.+)$/m)?.[1] ?? "";
const promptsIn = (event?: string) => changesIn(event).generations.map(({ prompt }) => prompt);

describe("the stream of events", () => {
  it("begins at once, and nothing between it and the browser may hold it back", async () => {
    const tab = await open();
    expect(Object.fromEntries(tab.response.headers)).toEqual({
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "private, no-store, no-transform",
      "x-accel-buffering": "no",
    });
    const first = await tab.next();
    expect(changesIn(first)).toMatchObject({ generations: [], cursor: idOf(first), build: expect.any(String) });
  });

  it("tells what changes, once, and nobody else's", async () => {
    const tab = await open();
    await tab.next();
    await addPictures(await addPerson(), { prompt: "somebody else's" });
    await addPictures(me, { prompt: "a lamp" });
    expect(promptsIn(await tab.next())).toEqual(["a lamp"]);
    await addPictures(me, { prompt: "a second lamp" });
    expect(promptsIn(await tab.next())).toEqual(["a second lamp"]);
  });

  it("sees what another process writes", async () => {
    await addPictures(me, { prompt: "a lamp" });
    const tab = await open();
    await tab.next();
    const other = new Sqlite(m.env().databaseFile);
    other.prepare("UPDATE Generation SET text = 'hello', updatedAt = ? WHERE userId = ?").run(now(), me.user.id);
    other.close();
    expect(changesIn(await tab.next()).generations).toMatchObject([{ prompt: "a lamp", text: "hello" }]);
  });

  it("tells all tabs of a person the same", async () => {
    const both = await Promise.all([open(), open()]);
    for (const tab of both) await tab.next();
    await addPictures(me, { prompt: "a lamp" });
    for (const tab of both) expect(promptsIn(await tab.next())).toEqual(["a lamp"]);
  });

  it("goes on after the last event that was heard, without loss [B35]", async () => {
    const tab = await open();
    const heard = idOf(await tab.next());
    tab.close();
    await addPictures(me, { prompt: "while nobody listened" });
    const again = await open("?since=2030-01-01T00:00:00.000Z", { "last-event-id": heard });
    expect(promptsIn(await again.next())).toEqual(["while nobody listened"]);
    expect(promptsIn(await (await open(`?since=${encodeURIComponent(heard)}`)).next())).toEqual([
      "while nobody listened",
    ]);
  });

  it("tells more than fits into one answer", async () => {
    const heard = idOf(await (await open()).next());
    for (let no = 0; no < 201; no++) await addPictures(me, { prompt: `lamp ${no}`, files: [] });
    const tab = await open(`?since=${heard}`);
    const told = new Set([...promptsIn(await tab.next()), ...promptsIn(await tab.next())]);
    expect(told.size).toBe(201);
  }, 60_000);

  it("gives signs of life while nothing changes [B35]", async () => {
    const tab = await open();
    await tab.next();
    vi.useFakeTimers({ toFake: ["setTimeout"] });
    const beat = tab.next();
    await vi.waitFor(() => {
      vi.advanceTimersByTime(15_000);
      return expect(Promise.race([beat, Promise.resolve("none")])).resolves.toBe("event: beat\ndata: \n\n");
    });
  });

  it("refuses what is no cursor", async () => {
    const { response } = await open("?since=yesterday");
    expect(response.status).toBe(400);
  });
});

describe("the stream ends", () => {
  it("with its session, and tells nothing after that", async () => {
    const tab = await open();
    await tab.next();
    await m.db().session.delete({ where: { id: signedIn.sessionId } });
    await addPictures(me, { prompt: "not for you" });
    expect(await tab.next()).toBeUndefined();
  });

  it("when a session has run out", async () => {
    const tab = await open();
    await tab.next();
    await m.db().session.update({ where: { id: signedIn.sessionId }, data: { expiresAt: new Date(0) } });
    expect(await tab.next()).toBeUndefined();
  });

  it("with the server, after the last changes", async () => {
    const tab = await open();
    await tab.next();
    await m.endWatching();
    expect(await tab.next()).toBeUndefined();
  });

  it("with its tab, and leaves nothing behind [B35]", async () => {
    const many = await Promise.all(Array.from({ length: 1000 }, () => open()));
    for (const tab of many) await tab.next();
    expect(m.watching()).toBe(1000);
    for (const tab of many) tab.close();
    await vi.waitFor(() => expect(m.watching()).toBe(0));
  });

  it("before it has begun, when nobody reads it", async () => {
    await open();
    expect(m.watching()).toBe(0);
  });
});

describe("the clock", () => {
  it("may be set back: changes are told all the same", async () => {
    const ahead = new Date(Date.now() + 86_400_000).toISOString();
    await addPictures(me, { prompt: "after the clock was set back" });
    const response = await m.changes(new Request(`http://localhost:3000/api/generations/changes?since=${ahead}`), {
      params: Promise.resolve({}),
    });
    expect(((await response.json()) as Changes).generations).toMatchObject([
      { prompt: "after the clock was set back" },
    ]);
  });
});

const now = () => new Date().toISOString().replace("Z", "+00:00");
