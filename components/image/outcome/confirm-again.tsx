"use client";

import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { GenerationDto } from "@/lib/generations/schema";
import { formatEstimate, formatUsd } from "@/lib/money";

/** Asks once before a second payment for the same wish. */
export function ConfirmAgain({
  generation,
  onConfirm,
  onClose,
}: {
  generation: GenerationDto;
  onConfirm: () => void;
  onClose: () => void;
}) {
  const { charged, cost, estimate } = generation;
  const first =
    charged === "yes"
      ? `The first request was charged${cost === null ? "" : ` ${formatUsd(cost)}`}.`
      : "The first request may have been charged.";
  const second = estimate
    ? `Generating it again costs about ${formatEstimate(estimate)}`
    : "Generating it again has its own price";
  return (
    <Dialog open onClose={onClose} title="Generate it again, and perhaps pay twice?">
      <p className="text-pretty text-muted">
        {first} {second}, whatever becomes of the first.
      </p>
      <div className="mt-5 flex justify-end gap-2">
        <Button onClick={onClose}>Not now</Button>
        <Button
          variant="primary"
          onClick={() => {
            onConfirm();
            onClose();
          }}
        >
          Generate again
        </Button>
      </div>
    </Dialog>
  );
}
