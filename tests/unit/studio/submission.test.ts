import { beforeEach, expect, test, vi } from "vitest";
import {
  answerPress,
  dropPress,
  isWaiting,
  keepPressesOf,
  pressOf,
  requestOf,
  unansweredPresses,
} from "@/lib/generations/submission";

const wish = (prompt: string, count = 2) => ({
  prompt,
  references: [],
  parts: Array.from({ length: count }, () => ({ model: { id: "some/model" }, settings: { n: 1 }, estimate: null })),
});

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"] });
  const kept = new Map<string, string>();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  });
  keepPressesOf("me");
});

test("the same wish keeps its ids until the server has answered, so that it is paid once [B26]", () => {
  const first = pressOf(wish("a lamp"));
  expect(pressOf(wish("a lamp"))).toEqual(first);
  expect(isWaiting(first.setId)).toBe(true);
  answerPress(first.setId);
  expect(isWaiting(first.setId)).toBe(false);
  vi.advanceTimersByTime(1_000);
  expect(pressOf(wish("a lamp")).setId).not.toBe(first.setId);
});

test("a double click is one press, also when the first click was answered in between [B26]", () => {
  const first = pressOf(wish("a lamp"));
  vi.advanceTimersByTime(200);
  answerPress(first.setId);
  vi.advanceTimersByTime(200);
  expect(pressOf(wish("a lamp")).setId).toBe(first.setId);
  expect(unansweredPresses()).toEqual([]);
});

test("a changed wish is another one, and one that was refused or taken back is new", () => {
  const first = pressOf(wish("a lamp"));
  expect(pressOf(wish("a lamp, lit")).setId).not.toBe(first.setId);
  dropPress(first.setId);
  expect(pressOf(wish("a lamp")).setId).not.toBe(first.setId);
});

test("several unanswered wishes are kept, each with what is sent of it", () => {
  const presses = [pressOf(wish("a lamp")), pressOf(wish("a chair", 1))];
  expect(unansweredPresses()).toEqual(presses);
  expect(presses.map(requestOf)).toMatchObject([
    { prompt: "a lamp", generations: [{ model: "some/model" }, { model: "some/model" }] },
    { prompt: "a chair", generations: [{ id: presses[1]?.ids[0], settings: { n: 1 } }] },
  ]);
});

test("nobody sends what somebody else pressed, nor what is an hour old", () => {
  pressOf(wish("a lamp"));
  keepPressesOf("you");
  expect(unansweredPresses()).toEqual([]);
  keepPressesOf("me");
  expect(unansweredPresses()).toHaveLength(1);
  vi.advanceTimersByTime(60 * 60 * 1000);
  expect(unansweredPresses()).toEqual([]);
});

test("every generation has an id of its own, a UUID", () => {
  const { setId, ids } = pressOf(wish("a lamp", 8));
  expect(new Set([setId, ...ids]).size).toBe(9);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test("without storage a press still keeps its ids as long as the page lives", () => {
  vi.stubGlobal("localStorage", undefined);
  const { setId, ids } = pressOf(wish("a lamp", 1));
  expect(ids).toHaveLength(1);
  expect(isWaiting(setId)).toBe(true);
});
