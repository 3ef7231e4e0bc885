import "server-only";
import type { Context } from "@/lib/context";
import { db, type Prisma } from "@/lib/db";
import { generationInclude, toGenerationDto } from "@/lib/generations/dto";
import type { Buckets, Month, Usage } from "./schema";

/** Generations that are listed. */
const OPEN_MAX = 50;

/** What the person spent, on what came and on what did not, and what nobody knows of; each month of it in UTC. */
export async function getUsage({ user }: Context): Promise<Usage> {
  const real = { userId: user.id, keyRef: { not: "sandbox" } };
  const [lost, doubts, openCount, open] = await Promise.all([
    paidInVain(real),
    doubtful(real),
    db().generation.count({ where: { ...real, status: "unknown" } }),
    db().generation.findMany({
      where: { ...real, status: "unknown" },
      orderBy: { createdAt: "desc" },
      take: OPEN_MAX,
      include: generationInclude,
    }),
  ]);
  const first = await db().ledgerEntry.findFirst({ where: real, orderBy: { at: "asc" }, select: { at: true } });
  const months = await Promise.all(
    monthsSince([first?.at, ...doubts.map(({ at }) => at)]).map(async ({ month, from, to }): Promise<Month> => {
      const within = ({ at }: { at: Date }) => at >= from && at < to;
      const { _sum } = await db().ledgerEntry.aggregate({
        where: { ...real, at: { gte: from, lt: to } },
        _sum: { amount: true },
      });
      const notDelivered = lost.filter(within).reduce((sum, { amount }) => sum + amount, 0n);
      return {
        month,
        delivered: Number((_sum.amount ?? 0n) - notDelivered),
        notDelivered: Number(notDelivered),
        unknown: atStake(doubts.filter(within)),
      };
    }),
  );
  return {
    total: {
      delivered: months.reduce((sum, { delivered }) => sum + delivered, 0),
      notDelivered: months.reduce((sum, { notDelivered }) => sum + notDelivered, 0),
      unknown: atStake(doubts),
    },
    months: months.filter(({ delivered, notDelivered, unknown }) => delivered || notDelivered || unknown.count),
    open: open.map((row) => ({ generation: toGenerationDto(row), dismissed: row.deletedAt !== null })),
    openCount,
  };
}

interface Real {
  userId: string;
  keyRef: { not: string };
}

/** Ledger entries of what did not come. What was fetched for nothing did come: the attempt before it paid. */
async function paidInVain(real: Real) {
  const FETCHED: Prisma.AttemptWhereInput = { cost: 0n, images: { some: {} } };
  const [attempts, helps] = await Promise.all([
    db().attempt.findMany({
      where: {
        generation: { userId: real.userId, attempts: { none: FETCHED } },
        cost: { gt: 0n },
        images: { none: {} },
      },
      select: { id: true },
    }),
    db().promptHelp.findMany({
      where: { ...real, cost: { gt: 0n }, status: { not: "succeeded" } },
      select: { id: true },
    }),
  ]);
  return db().ledgerEntry.findMany({
    where: { ...real, attemptId: { in: [...attempts, ...helps].map(({ id }) => id) } },
    select: { at: true, amount: true },
  });
}

interface Doubt {
  at: Date;
  /** Nano-dollars; null: there was no estimate. */
  low: bigint | null;
  high: bigint | null;
}

/** What may have been charged: outcomes that nobody knows, and answers whose cost was never told. */
async function doubtful(real: Real): Promise<Doubt[]> {
  const [generations, helps] = await Promise.all([
    db().generation.findMany({
      where: {
        ...real,
        OR: [
          { status: "unknown", charged: "unknown" },
          { status: "succeeded", cost: null },
        ],
      },
      select: { createdAt: true, estimateLow: true, estimateHigh: true },
    }),
    db().promptHelp.findMany({
      where: { ...real, charged: "unknown", status: { not: "running" } },
      select: { createdAt: true },
    }),
  ]);
  return [
    ...generations.map(({ createdAt: at, estimateLow: low, estimateHigh: high }) => ({ at, low, high })),
    ...helps.map(({ createdAt: at }) => ({ at, low: null, high: null })),
  ];
}

function atStake(doubts: Doubt[]): Buckets["unknown"] {
  const sum = (end: "low" | "high") => Number(doubts.reduce((total, doubt) => total + (doubt[end] ?? 0n), 0n));
  return {
    count: doubts.length,
    low: sum("low"),
    high: sum("high"),
    unpriced: doubts.filter(({ high }) => high === null).length,
  };
}

/** The months in UTC from the earliest of these times to now, newest first. */
function monthsSince(times: (Date | undefined)[], now = new Date()): { month: string; from: Date; to: Date }[] {
  const known = times.filter((time) => time !== undefined).map(Number);
  if (known.length === 0) return [];
  const earliest = new Date(Math.min(...known));
  const months = [];
  for (let back = 0; ; back++) {
    const from = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back));
    const to = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back + 1));
    months.push({ month: from.toISOString().slice(0, 7), from, to });
    if (from <= earliest) return months;
  }
}
