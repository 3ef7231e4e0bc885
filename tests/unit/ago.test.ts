import { expect, it } from "vitest";
import { ago } from "@/lib/ago";

const NOW = Date.parse("2026-11-21T12:00:00Z");

it.each([
  ["2026-11-21T12:00:30Z", "just now"],
  ["2026-11-21T11:59:01Z", "just now"],
  ["2026-11-21T11:59:00Z", "1 minute ago"],
  ["2026-11-21T11:00:01Z", "59 minutes ago"],
  ["2026-11-21T08:30:00Z", "3 hours ago"],
  ["2026-11-20T12:00:00Z", "yesterday"],
  ["2026-10-25T12:00:00Z", "27 days ago"],
])("%s is %s", (iso, words) => {
  expect(ago(iso, NOW)).toBe(words);
});
