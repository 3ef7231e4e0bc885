"use client";

import { buttonClass } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { cn } from "@/lib/cn";
import { referenceRange } from "@/lib/models/capabilities";
import { shortName } from "@/lib/models/names";
import type { Model } from "@/lib/models/schema";

/** Chooses further pictures to show the model. */
export function AddPicture({ model, onFiles }: { model: Model | null; onFiles: (files: File[]) => void }) {
  const most = model ? referenceRange(model).max : 0;
  const reason = most < 2 && model ? `${shortName(model)} takes no picture besides the one that is edited.` : null;
  return (
    <label
      title={reason ?? `Add pictures (up to ${most} in all)`}
      className={cn(
        buttonClass({ size: "sm" }),
        "has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2",
        reason ? "cursor-not-allowed border-dashed opacity-55" : "cursor-pointer",
      )}
    >
      <Icon name="image" size={15} />
      <span className="sr-only">Add pictures</span>
      <input
        type="file"
        accept="image/png,image/jpeg,image/webp,image/gif,image/avif"
        multiple
        aria-disabled={reason !== null || undefined}
        onClick={(event) => reason && event.preventDefault()}
        className="sr-only"
        onChange={({ target }) => {
          onFiles([...(target.files ?? [])]);
          // The same file can then be chosen again.
          target.value = "";
        }}
      />
      {reason && <span className="sr-only">{reason}</span>}
    </label>
  );
}
