"use client";

import { Icon } from "@/components/ui/icon";
import { cn } from "@/lib/cn";
import { referenceRange } from "@/lib/models/capabilities";
import type { Model } from "@/lib/models/schema";
import { missing } from "../describe";
import { CONTROL_LOOK, Dimmed } from "./control";

const LABEL = "Add reference images";

/** Opens the file chooser; files can also be dropped or pasted anywhere. */
export function AddReference({ models, onFiles }: { models: Model[]; onFiles: (files: File[]) => void }) {
  const most = Math.max(0, ...models.map((model) => referenceRange(model).max));
  const reason = missing(models, "reference image", most > 0);
  if (reason) return <Dimmed label={LABEL} reason={reason} face={<Icon name="image" />} />;
  return (
    <label
      title={`${LABEL} (up to ${most}): choose, drop or paste`}
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
