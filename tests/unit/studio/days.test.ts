import { expect, test } from "vitest";
import { daysOf } from "@/app/(studio)/studio/_components/feed/days";
import type { SetDto } from "@/lib/generations/schema";

const set = (createdAt: string): SetDto => ({ id: createdAt, prompt: "a lamp", createdAt, generations: [] });

const NOW = Date.parse("2026-11-21T12:00:00Z");

test("sets are grouped by the day they were made on, in the person's own time zone", () => {
  const sets = [set("2026-11-21T00:30:00Z"), set("2026-11-20T23:30:00Z"), set("2026-11-19T23:30:00Z")];
  expect(daysOf(sets, "UTC", NOW).map(({ name, sets }) => [name, sets.length])).toEqual([
    ["Today", 1],
    ["Yesterday", 1],
    ["Thursday 19 November", 1],
  ]);
  expect(daysOf(sets, "Europe/Berlin", NOW).map(({ name, sets }) => [name, sets.length])).toEqual([
    ["Today", 2],
    ["Yesterday", 1],
  ]);
});

test("a day of another year says which", () => {
  expect(daysOf([set("2025-12-31T10:00:00Z")], "UTC", NOW)[0]?.name).toBe("31 December 2025");
});
