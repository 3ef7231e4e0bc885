import "server-only";
import { Counter, collectDefaultMetrics, Gauge, type Registry } from "prom-client";
import { freeBytes } from "@/lib/data-folder";
import { db } from "@/lib/db";
import { watching } from "@/lib/generations/watch";
import { meter } from "@/lib/meter";
import { NANO } from "@/lib/money";

/** Models named in the metrics, those that cost most first; the others are one. */
const MODELS_MAX = 50;

/**
 * The metrics in Prometheus' text format, without prompts, ids or people. What the library holds is read from the database,
 * whichever process did the work; how long things took is what this process measured.
 */
export async function metrics(): Promise<string> {
  const { registry } = meter();
  if (registry.getSingleMetric("proofsheet_generations") === undefined) register(registry);
  return registry.metrics();
}

function register(registry: Registry): void {
  // Memory, processor, garbage collection and the event loop's delay.
  collectDefaultMetrics({ register: registry, prefix: "proofsheet_" });
  const registers = [registry];
  new Gauge({
    name: "proofsheet_generations",
    help: "Generations by state; unknown: whether they were charged is not known.",
    labelNames: ["state"],
    registers,
    async collect() {
      this.reset();
      for (const { status, _count } of await db().generation.groupBy({ by: ["status"], _count: true })) {
        this.set({ state: status }, _count);
      }
    },
  });
  new Counter({
    name: "proofsheet_attempts_total",
    help: "Paid requests by how they ended; none: under way.",
    labelNames: ["outcome"],
    registers,
    async collect() {
      this.reset();
      for (const { outcome, _count } of await db().attempt.groupBy({ by: ["outcome"], _count: true })) {
        this.inc({ outcome: outcome ?? "none" }, _count);
      }
    },
  });
  new Counter({
    name: "proofsheet_spent_usd_total",
    help: "US dollars by model, by whether pictures or words came for them, and apart what the sandbox would have cost.",
    labelNames: ["model", "delivered", "sandbox"],
    registers,
    async collect() {
      this.reset();
      for (const [i, { model, delivered, sandbox, amount }] of (await spent()).entries()) {
        const label = i < MODELS_MAX ? model : "others";
        this.inc({ model: label, delivered: yes(delivered), sandbox: yes(sandbox) }, Number(amount) / NANO);
      }
    },
  });
  new Gauge({
    name: "proofsheet_reserved_usd",
    help: "US dollars held for what is queued, under way or unknown.",
    registers,
    async collect() {
      const { _sum } = await db().generation.aggregate({
        where: { keyRef: { not: "sandbox" } },
        _sum: { reserved: true },
      });
      this.set(Number(_sum.reserved ?? 0n) / NANO);
    },
  });
  new Gauge({
    name: "proofsheet_free_bytes",
    help: "Bytes free on the disk of the data folder.",
    registers,
    collect() {
      this.set(freeBytes());
    },
  });
  new Gauge({
    name: "proofsheet_streams",
    help: "Tabs that this process tells of changes.",
    registers,
    collect() {
      this.set(watching());
    },
  });
}

const yes = (flag: bigint | number | boolean) => (Number(flag) ? "yes" : "no");

/** The ledger by model. A paid request that brought no picture has an outcome other than these. */
const spent = () =>
  db().$queryRaw<{ model: string; delivered: bigint; sandbox: bigint; amount: bigint }[]>`
    SELECT "l"."model", "l"."keyRef" = 'sandbox' AS "sandbox",
      "l"."purpose" <> 'generation' OR COALESCE("a"."outcome" IN ('succeeded', 'not_a_picture'), 0) AS "delivered",
      SUM("l"."amount") AS "amount"
    FROM "LedgerEntry" "l" LEFT JOIN "Attempt" "a" ON "a"."id" = "l"."attemptId"
    GROUP BY 1, 2, 3 ORDER BY 4 DESC`;
