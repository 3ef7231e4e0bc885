import { randomUUID } from "node:crypto";
import { monitorEventLoopDelay } from "node:perf_hooks";
import type { Context } from "@/lib/context";
import type { Step } from "@/lib/steps";
import { makeLibrary } from "../../support/library";
import { now } from "./clock";

// The press and nothing else: what it costs is not mixed with a server's pages.
const url = process.argv[2] ?? "";
await makeLibrary({ OPENROUTER_BASE_URL: url, OPENROUTER_API_KEY: "sk-or-v1-bench0123456789" });
const { db } = await import("@/lib/db");
const { create } = await import("@/lib/generations/create");
const { startPress } = await import("@/lib/press/loop");

const { id: user } = await db().user.create({ data: { role: "owner" } });
const ctx: Context = { user: { id: user, role: "owner" }, actor: "cli" };
const delay = monitorEventLoopDelay({ resolution: 1 });
startPress();

const shared = globalThis as typeof globalThis & { proofsheetStep?: (step: Step) => void };
shared.proofsheetStep = (step) => {
  if (step === "settled") process.send?.({ landed: now() });
};

process.on("message", async ({ count }: { count?: number }) => {
  if (count === undefined) {
    delay.disable();
    return process.send?.({ p99: delay.percentile(99) / 1e6, max: delay.max / 1e6 });
  }
  delay.reset();
  delay.enable();
  await create(ctx, {
    setId: randomUUID(),
    prompt: "a heavy picture",
    references: [],
    generations: Array.from({ length: count }, () => ({
      id: randomUUID(),
      model: "google/gemini-3.1-flash-image",
      settings: { n: 1 },
    })),
  });
});
process.send?.({ started: true });
