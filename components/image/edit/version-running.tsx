"use client";

import type { GenerationDto } from "@/lib/generations/schema";
import { isActive } from "@/lib/generations/status";
import { Progress } from "../progress";
import { useGenerationActions } from "../use-generation-actions";

/** The place of a picture that is on its way: its newest preview, a clock, and the way out. */
export function VersionRunning({ generation }: { generation: GenerationDto }) {
  const { cancel } = useGenerationActions(generation);
  const { id, status, previews, cancelRequested } = generation;
  if (!isActive(status)) {
    return (
      <div aria-hidden="true" className="size-16 shrink-0 rounded-control border border-line-strong border-dashed" />
    );
  }
  return (
    <div className="grid w-16 shrink-0 gap-1 self-start">
      <div className="relative size-16 overflow-hidden rounded-control bg-well">
        {previews > 0 ? (
          // biome-ignore lint/performance/noImgElement: shown for seconds, from a route that checks its owner
          <img
            src={`/api/generations/${id}/preview?v=${previews}`}
            alt="Preview"
            className="absolute inset-0 size-full object-cover"
          />
        ) : (
          <div className="absolute inset-0 animate-pulse bg-line" />
        )}
      </div>
      <span className="truncate text-center font-mono text-muted text-xs">
        <Progress generation={generation} />
      </span>
      {status !== "storing" && (
        <button
          type="button"
          disabled={cancelRequested}
          onClick={cancel}
          className="min-h-6 rounded-control border bg-raised px-1 text-xs hover:bg-well touch:min-h-11"
        >
          {cancelRequested ? "Canceling" : "Cancel"}
        </button>
      )}
    </div>
  );
}
