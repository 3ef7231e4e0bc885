"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/lib/cn";
import type { GenerationDto } from "@/lib/generations/schema";
import { formatUsd } from "@/lib/money";
import { clockTime } from "@/lib/time";
import { formatEstimate } from "../describe";
import { useReuse } from "../use-reuse";
import { useNow } from "./use-now";
import { useTileActions } from "./use-tile-actions";

const ConfirmAgain = dynamic(() => import("./confirm-again").then((module) => module.ConfirmAgain));

type Ended = "failed" | "canceled" | "unknown" | "paused";

const TITLES: Record<Ended, string> = {
  failed: "No picture",
  canceled: "Canceled",
  unknown: "Outcome unknown",
  paused: "Paused",
};

/** By the error's code, where more is known than the status says. */
const FINDINGS: Record<string, string> = {
  moderation: "Refused by the provider",
  model_unavailable: "No provider takes this",
  invalid_request: "The provider refused the settings",
  not_a_picture: "Not a picture",
  charged_not_delivered: "Charged, not delivered",
};

const TONES: Record<Ended, string> = {
  failed: "text-bad",
  canceled: "text-muted",
  unknown: "text-warn",
  paused: "text-warn",
};

/** What happened, whether it cost anything, and what can be done now. */
export function TileEnded({ generation, status }: { generation: GenerationDto; status: Ended }) {
  const { again, cancel, dismiss, resume } = useTileActions(generation);
  const reuse = useReuse();
  const [asking, setAsking] = useState(false);
  const { error } = generation;
  // Nobody pays twice unasked: the first request may have been, or was, charged.
  const mayPayTwice = generation.charged !== "no";
  return (
    <div className="@container flex min-w-0 flex-col justify-between gap-3 rounded-control border border-line-strong border-dashed p-3.5">
      <div>
        <p className={cn("font-semibold", TONES[status])}>{(error && FINDINGS[error.code]) ?? TITLES[status]}</p>
        <p className="text-pretty text-muted text-sm [overflow-wrap:anywhere]">{messageOf(generation)}</p>
        {status === "paused" && <ResumesAt generation={generation} />}
        {generation.text && <p className="mt-1 line-clamp-4 text-muted text-sm italic">“{generation.text}”</p>}
        {status === "unknown" && generation.openrouterId && (
          <p className="mt-1 select-all break-all font-mono text-faint text-xs">{generation.openrouterId}</p>
        )}
      </div>
      <div className="flex flex-wrap gap-1.5">
        {status === "paused" ? (
          <>
            <Button size="sm" onClick={resume}>
              Try now
            </Button>
            <Button size="sm" onClick={cancel}>
              Cancel
            </Button>
          </>
        ) : (
          <>
            <Button size="sm" onClick={() => (mayPayTwice ? setAsking(true) : again())}>
              Generate again
            </Button>
            <Button size="sm" title="Put the settings into the composer" onClick={() => reuse([generation])}>
              Edit
            </Button>
            <Button size="sm" variant="ghost" onClick={dismiss}>
              Dismiss
            </Button>
          </>
        )}
      </div>
      {asking && <ConfirmAgain generation={generation} onConfirm={again} onClose={() => setAsking(false)} />}
    </div>
  );
}

function messageOf({ status, error, charged, cost, estimate }: GenerationDto): string {
  if (error?.message) return error.message;
  if (status === "canceled" || status === "failed") {
    return charged === "no"
      ? "Nothing was charged."
      : cost === null
        ? "The charge is not known yet."
        : `${formatUsd(cost)} was charged.`;
  }
  if (status === "paused") return "Nothing was sent.";
  return `We lost the connection after the request had been sent. OpenRouter may or may not have charged${estimate ? ` ≈ ${formatEstimate(estimate)}` : ""}.`;
}

function ResumesAt({ generation }: { generation: GenerationDto }) {
  const now = useNow();
  if (now === null || Date.parse(generation.runAfter) < now) return null;
  return <p className="text-muted text-sm">Next try at {clockTime(generation.runAfter)}.</p>;
}
