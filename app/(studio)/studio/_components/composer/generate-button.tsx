"use client";

import { Button } from "@/components/ui/button";
import { formatEstimate } from "@/lib/money";

export function GenerateButton({
  busy,
  total,
  onPress,
}: {
  /** What has to end first, such as `Uploading…`. */
  busy: string | null;
  /** Nano-dollars; null: not known. */
  total: { low: number; high: number } | null;
  onPress: () => void;
}) {
  return (
    <Button
      variant="primary"
      className="ml-auto"
      title="Ctrl or ⌘ with Enter"
      aria-disabled={busy !== null || undefined}
      // The second press of a double click is no second wish.
      onClick={(event) => event.detail < 2 && onPress()}
    >
      {busy ?? "Generate"}
      {total && !busy && <span className="font-medium font-mono text-xs">{formatEstimate(total)}</span>}
    </Button>
  );
}
