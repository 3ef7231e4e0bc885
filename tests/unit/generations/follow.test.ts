import { QueryClient } from "@tanstack/react-query";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { followChanges } from "@/lib/generations/follow";
import { generationKeys, type Live, liveQuery } from "@/lib/generations/queries";

/** A browser's event source, worked by hand. */
class Source extends EventTarget {
  static all: Source[] = [];
  closed = false;
  onmessage: ((event: MessageEvent<string>) => void) | null = null;
  onerror: (() => void) | null = null;
  constructor(readonly url: string) {
    super();
    Source.all.push(this);
  }
  close() {
    this.closed = true;
  }
  say(cursor: string, build = "this build") {
    const data = JSON.stringify({ generations: [], cursor, more: false, build });
    this.onmessage?.(new MessageEvent("message", { data }));
  }
}

const page = Object.assign(new EventTarget(), { visibilityState: "visible" });
const browser = Object.assign(new EventTarget(), { onLine: true });
let client: QueryClient;
let stop: () => void;

const live = () => client.getQueryData<Live>(generationKeys.live);
const last = () => Source.all.at(-1) as Source;
const show = (visibilityState: string) => {
  page.visibilityState = visibilityState;
  page.dispatchEvent(new Event("visibilitychange"));
};

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("EventSource", Source);
  vi.stubGlobal("document", page);
  vi.stubGlobal("window", browser);
  vi.stubGlobal("navigator", browser);
  Source.all = [];
  page.visibilityState = "visible";
  client = new QueryClient();
  client.setQueryData<Live>(generationKeys.live, { active: [], cursor: "first", build: "this build" });
  stop = followChanges(client);
});
afterEach(() => {
  stop();
  client.clear();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("the tab", () => {
  it("listens from where its lists have got to, and asks no more while it hears something", () => {
    expect(last().url).toBe("/api/events?since=first");
    expect(live()?.streamed).toBeFalsy();
    last().say("second");
    expect(live()).toMatchObject({ cursor: "second", streamed: true, outdated: false });
  });

  it("comes back after a cut to the place it has reached, ever less often [B35]", () => {
    last().say("second");
    last().onerror?.();
    expect(live()?.streamed).toBe(false);
    for (const seconds of [1, 2, 4, 8, 16, 32, 60, 60]) {
      const { length } = Source.all;
      vi.advanceTimersByTime(seconds * 1000 - 1);
      expect(Source.all).toHaveLength(length);
      vi.advanceTimersByTime(1);
      expect(Source.all).toHaveLength(length + 1);
      expect(last().url).toBe("/api/events?since=second");
      last().onerror?.();
    }
    expect(Source.all.every(({ closed }) => closed)).toBe(true);
  });

  it("takes silence for a cut, because a proxy may hold everything back, and a beat for a sign of life [B35]", () => {
    last().say("second");
    for (let beat = 0; beat < 5; beat++) {
      vi.advanceTimersByTime(15_000);
      last().dispatchEvent(new Event("beat"));
    }
    expect(Source.all).toHaveLength(1);
    vi.advanceTimersByTime(40_000);
    expect(live()?.streamed).toBe(false);
    vi.advanceTimersByTime(1_000);
    expect(Source.all).toHaveLength(2);
  });

  it("lets go of the connection while it is hidden, and catches up when it is shown [B35]", () => {
    last().say("second");
    show("hidden");
    expect(Source.all.filter(({ closed }) => !closed)).toEqual([]);
    vi.advanceTimersByTime(600_000);
    expect(Source.all).toHaveLength(1);
    show("visible");
    expect(last().url).toBe("/api/events?since=second");
    expect(last().closed).toBe(false);
  });

  it("goes on at once when the browser is online again [B35]", () => {
    browser.dispatchEvent(new Event("offline"));
    expect(last().closed).toBe(true);
    browser.dispatchEvent(new Event("online"));
    expect(Source.all.map(({ closed }) => closed)).toEqual([true, false]);
  });

  it("notices that the server was updated, and does not forget it [B23]", () => {
    last().say("second", "another build");
    last().say("third");
    expect(live()?.outdated).toBe(true);
  });

  it("drops an answer that something newer has overtaken", async () => {
    let answer: (response: Response) => void = () => {};
    const fetched = vi.fn(() => new Promise<Response>((resolve) => (answer = resolve)));
    vi.stubGlobal("fetch", fetched);
    const asked = client.fetchQuery(liveQuery());
    await vi.waitFor(() => expect(fetched).toHaveBeenCalled());
    last().say("second");
    answer(Response.json({ generations: [], cursor: "stale", more: false, build: "this build" }));
    expect(await asked).toMatchObject({ cursor: "second" });
  });
});
