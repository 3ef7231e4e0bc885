import { listed } from "@/lib/listed";
import { shortName } from "@/lib/models/names";
import { nameOf } from "../describe";
import type { Wish } from "../wish";

/** What a model goes without. Nothing is lost: the wish stays, and counts again for a model that takes it. */
export function DroppedLine({ dropped }: { dropped: Wish["dropped"] }) {
  if (dropped.length === 0) return null;
  const models = [...new Set(dropped.map(({ model }) => model))];
  const parts = models.map((model) => {
    const values = dropped.filter((one) => one.model === model);
    return `${shortName(model)} goes without ${listed(values.map(({ label, value }) => `${label} ${nameOf(value)}`))}`;
  });
  return (
    <p className="px-1 text-muted text-xs" title={dropped.map(({ reason }) => reason).join("\n")}>
      {parts.join("; ")}. It is kept for models that take it.
    </p>
  );
}
