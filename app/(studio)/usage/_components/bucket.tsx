import { cn } from "@/lib/cn";
import { formatEstimate } from "@/lib/money";
import type { Buckets } from "@/lib/usage/schema";

/** What may have been spent, as an amount: `≈ $0.04–0.12`; `$0` where nothing is open. */
export function stake({ count, unpriced, ...range }: Buckets["unknown"]): string {
  if (count === 0) return "$0";
  if (count === unpriced) return "no estimate";
  return `≈ ${formatEstimate(range)}${unpriced > 0 ? " and more" : ""}`;
}

/** One of the three sums. */
export function Bucket({
  name,
  value,
  says,
  alarming = false,
}: {
  name: string;
  value: string;
  says: string;
  alarming?: boolean;
}) {
  return (
    <div className="grid content-start gap-1 rounded-card border bg-surface p-4">
      <dt className="text-muted text-sm">{name}</dt>
      <dd className={cn("font-mono text-2xl tracking-tight", alarming && "text-warn")}>{value}</dd>
      <dd className="text-pretty text-muted text-sm">{says}</dd>
    </div>
  );
}
