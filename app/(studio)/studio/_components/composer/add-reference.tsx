"use client";

import { Icon } from "@/components/ui/icon";
import { cn } from "@/lib/cn";
import { listed } from "@/lib/listed";
import { referenceRange } from "@/lib/models/capabilities";
import { shortName } from "@/lib/models/names";
import type { Model } from "@/lib/models/schema";
import { missing } from "../describe";
import { CONTROL_LOOK, Dimmed } from "./control";

const LABEL = "Add reference images";

/** Opens the file chooser; files can also be dropped or pasted anywhere. */
export function AddReference({
  models,
  count,
  onFiles,
}: {
  models: Model[];
  /** Reference images that are there already. */
  count: number;
  onFiles: (files: File[]) => void;
}) {
  const most = Math.max(0, ...models.map((model) => referenceRange(model).max));
  const reason =
    missing(models, "reference image", most > 0) ??
    (count >= most ? `No more can be added: ${limitsOf(models)}.` : null);
  if (reason) return <Dimmed label={LABEL} reason={reason} face={<Icon name="image" />} />;
  return (
    <label
      title={`${LABEL}: choose, drop or paste. ${limitsOf(models)}.`}
      className={cn(
        CONTROL_LOOK,
        "has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2",
      )}
    >
      <Icon name="image" />
      <span className="sr-only">{LABEL}</span>
      <input
        type="file"
        accept="image/png,image/jpeg,image/webp,image/gif,image/avif"
        multiple
        className="sr-only"
        onChange={({ target }) => {
          onFiles([...(target.files ?? [])]);
          // The same file can then be chosen again.
          target.value = "";
        }}
      />
    </label>
  );
}

/** How many each of the models takes: `Seedream 4.5 takes up to 10 and Recraft V4 none`. */
function limitsOf(models: Model[]): string {
  const amounts = models.map((model, at) => {
    const { min, max } = referenceRange(model);
    const amount = max === 0 ? "none" : min === max ? String(max) : min > 0 ? `${min} to ${max}` : `up to ${max}`;
    return `${shortName(model)}${at === 0 ? " takes" : ""} ${amount}`;
  });
  return listed(amounts);
}
