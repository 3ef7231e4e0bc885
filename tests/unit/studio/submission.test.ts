import { beforeEach, expect, test, vi } from "vitest";
import { forgetIds, idsFor } from "@/lib/generations/submission";

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal("sessionStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  });
});

test("the same form keeps its ids until the server has answered, so that it is paid once", () => {
  const first = idsFor("a lamp", 2);
  expect(idsFor("a lamp", 2)).toMatchObject({ setId: first.setId, ids: first.ids });
  forgetIds();
  expect(idsFor("a lamp", 2).setId).not.toBe(first.setId);
});

test("a changed form is another wish", () => {
  const first = idsFor("a lamp", 2);
  expect(idsFor("a lamp, lit", 2).setId).not.toBe(first.setId);
});

test("every generation has an id of its own, a UUID", () => {
  const { setId, ids } = idsFor("a lamp", 8);
  expect(new Set([setId, ...ids]).size).toBe(9);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test("without storage a press still gets ids", () => {
  vi.stubGlobal("sessionStorage", undefined);
  expect(idsFor("a lamp", 1).ids).toHaveLength(1);
  expect(forgetIds).not.toThrow();
});
