import type { ModelChange } from "@/lib/models/schema";

/** What happened to a model, and on which day. */
export function ChangeText({ change: { kind, detail, at } }: { change: ModelChange }) {
  return (
    <>
      <span className={kind === "new" ? "text-accent" : undefined}>{WORDS[kind](detail)}</span>{" "}
      <time dateTime={at} className="whitespace-nowrap font-mono text-faint text-xs">
        {at.slice(0, 10)}
      </time>
    </>
  );
}

const WORDS: Record<ModelChange["kind"], (detail: string) => string> = {
  new: (price) => (price ? `is new: ${price}` : "is new"),
  gone: () => "is in the list no more",
  repriced: (prices) => `has another price: ${prices}`,
  ends: (day) => `ends on ${day.slice(0, 10)}`,
};
