"use client";

import { useQuery } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import { formatUsd } from "@/lib/money";
import { atMost } from "@/lib/prompts/estimate";
import { helpQuery } from "@/lib/prompts/queries";
import type { Asked } from "./use-help";

/** Before it is sent: what would be asked of whom, and for how much. */
export function HelpProposal({
  asked,
  onConfirm,
  onClose,
}: {
  asked: Asked;
  onConfirm: () => void;
  onClose: () => void;
}) {
  const { data: offer } = useQuery(helpQuery());
  const most = offer && atMost(offer, asked.kind, 0);
  return (
    <div className="grid gap-5">
      <div className="flex gap-4">
        {asked.kind === "describe" && (
          // biome-ignore lint/performance/noImgElement: already a thumbnail, from a route that checks its owner
          <img src={asked.src} alt="" className="size-20 shrink-0 rounded-control bg-well object-cover" />
        )}
        <p className="text-pretty text-muted">
          {offer ? <span className="font-mono text-text text-xs">{offer.model}</span> : "A text model"} puts it into
          words that make a picture like it{most ? `, for at most ≈ ${formatUsd(most)}` : ""}. Nothing has been sent
          yet.
        </p>
      </div>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>Not now</Button>
        <Button variant="primary" onClick={onConfirm}>
          Describe it
        </Button>
      </div>
    </div>
  );
}
