import { lookUpLine } from "@/lib/generations/outcome";
import { formatEstimate, formatUsd, NANO } from "@/lib/money";
import { clockTime } from "@/lib/time";
import type { Buckets, Month, Usage } from "@/lib/usage/schema";
import { getUsage } from "@/lib/usage/spending";
import { openLibrary } from "../account";
import type { ACCOUNT, Command } from "../commands";
import { type Column, oneLine, table } from "../table";
import { EXIT } from "../terminal";

/** Says what was spent, on what came and on what did not, and what nobody knows of. */
export const usage: Command<typeof ACCOUNT> = async ({ values }, { out, say, width }) => {
  const spent = await getUsage(await openLibrary(values.as));
  if (values.json) {
    out(JSON.stringify(toReport(spent)));
    return EXIT.ok;
  }
  const rows = [...spent.months, { month: "all", ...spent.total }];
  for (const line of table(COLUMNS, rows, width)) out(line);
  for (const { generation, dismissed } of spent.open) {
    const { id, model, prompt, error } = generation;
    const line = lookUpLine(generation, clockTime);
    out("");
    out(oneLine(`${id}  ${model}  ${prompt}${dismissed ? "  (dismissed)" : ""}`));
    out(oneLine([error?.message, line, generation.openrouterId].filter(Boolean).join(" ")));
  }
  if (spent.openCount > spent.open.length) say(`These are the newest ${spent.open.length} of ${spent.openCount}.`);
  return EXIT.ok;
};

const COLUMNS: Column<Month>[] = [
  { title: "MONTH (UTC)", rank: 0, cell: ({ month }) => month },
  { title: "DELIVERED", rank: 0, right: true, cell: ({ delivered }) => formatUsd(delivered) },
  { title: "NOT DELIVERED", rank: 0, right: true, cell: ({ notDelivered }) => formatUsd(notDelivered) },
  { title: "UNKNOWN", rank: 0, right: true, cell: ({ unknown }) => stake(unknown) },
];

const stake = ({ count, unpriced, ...range }: Buckets["unknown"]): string =>
  count === 0 ? "0" : count === unpriced ? String(count) : `${count}: ≈ ${formatEstimate(range)}`;

/** What `--json` prints. Documented and kept stable. */
function toReport({ total, months, open }: Usage) {
  return {
    ...bucketsOf(total),
    months: months.map((month) => ({ month: month.month, ...bucketsOf(month) })),
    open: open.map(({ generation, dismissed }) => ({
      id: generation.id,
      model: generation.model,
      prompt: generation.prompt,
      created_at: generation.createdAt,
      charged: generation.charged,
      cost_usd: generation.cost === null ? null : generation.cost / NANO,
      openrouter_id: generation.openrouterId,
      next_look_up_at: generation.lookUp?.at ?? null,
      message: generation.error?.message ?? null,
      dismissed,
    })),
  };
}

const bucketsOf = ({ delivered, notDelivered, unknown: { count, low, high, unpriced } }: Buckets) => ({
  delivered_usd: delivered / NANO,
  not_delivered_usd: notDelivered / NANO,
  unknown: { count, low_usd: low / NANO, high_usd: high / NANO, without_estimate: unpriced },
});
