/** Nano-dollars in a dollar. Money is whole nano-dollars everywhere: sums are exact. */
export const NANO = 1_000_000_000;

/** US dollars as a provider reports them → nano-dollars; null for anything that is not a sane amount. */
export function toNano(usd: unknown): number | null {
  if (typeof usd !== "number" || !Number.isFinite(usd) || usd < 0 || usd > 1_000_000) return null;
  return Math.round(usd * NANO);
}

/** `$0.0310`, `$1.20`, `$0`: two decimals from a dollar on, else enough to tell cheap pictures apart. */
export function formatUsd(nano: number): string {
  if (nano === 0) return "$0";
  const usd = nano / NANO;
  const digits = usd >= 1 ? 2 : usd >= 0.1 ? 3 : 4;
  const text = usd.toFixed(digits).replace(/(\.\d\d\d*?)0+$/, "$1");
  return Number(text) === 0 ? "<$0.0001" : `$${text}`;
}

/** `$0.21–0.26`, or one amount where both ends read the same. */
export function formatRange({ low, high }: { low: number; high: number }): string {
  const [from, to] = [formatUsd(low), formatUsd(high)];
  return from === to ? from : `${from}–${to.replace("$", "")}`;
}

/** An estimate as people read it: its third digit would only pretend to be known. */
export const formatEstimate = ({ low, high }: { low: number; high: number }): string =>
  formatRange({ low: Number(low.toPrecision(2)), high: Number(high.toPrecision(2)) });
