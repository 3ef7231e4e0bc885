"use client";

import { OutcomeActions } from "@/components/image/outcome/outcome-actions";
import { OutcomeWords } from "@/components/image/outcome/outcome-words";
import { UnfinishedPreview } from "@/components/image/outcome/unfinished-preview";
import { RAW_LABEL, RawButton } from "@/components/image/raw/raw-button";
import { useGenerationActions } from "@/components/image/use-generation-actions";
import { useNow } from "@/components/image/use-now";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { IconButton } from "@/components/ui/icon-button";
import { cn } from "@/lib/cn";
import type { GenerationDto } from "@/lib/generations/schema";
import { formatEstimate, formatUsd } from "@/lib/money";
import { clockTime } from "@/lib/time";
import { useReuse } from "../use-reuse";
import { stoppedBy } from "./findings";
import { ModelSaid } from "./model-said";

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
  const { cancel, dismiss, resume } = useGenerationActions(generation);
  const reuse = useReuse();
  const { error } = generation;
  const reason = stoppedBy(generation);
  return (
    <div className="@container flex min-w-0 flex-col justify-between gap-3 rounded-control border border-line-strong border-dashed p-3.5">
      <div>
        <div className="flex items-start justify-between gap-2">
          <p className={cn("font-semibold", TONES[status])}>{(error && FINDINGS[error.code]) ?? TITLES[status]}</p>
          {(status === "failed" || status === "canceled") && (
            <IconButton label="Dismiss" onClick={dismiss} className="-mt-2 -mr-2">
              <Icon name="close" size={14} />
            </IconButton>
          )}
        </div>
        <OutcomeWords generation={generation} message={messageOf(generation)} />
        {status === "paused" && <ResumesAt generation={generation} />}
        {reason && <p className="mt-1 font-mono text-muted text-xs">stopped by {reason}</p>}
        {generation.text && <ModelSaid text={generation.text} />}
      </div>
      {status !== "paused" && <UnfinishedPreview generation={generation} />}
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
            <OutcomeActions generation={generation} />
            <Button size="sm" title="Put them into the composer" onClick={() => reuse([generation])}>
              Reuse settings
            </Button>
          </>
        )}
        {generation.startedAt && (
          <RawButton generationId={generation.id}>
            {(open) => (
              <Button size="sm" variant="ghost" aria-label={RAW_LABEL} title={RAW_LABEL} onClick={open}>
                Raw
              </Button>
            )}
          </RawButton>
        )}
      </div>
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
