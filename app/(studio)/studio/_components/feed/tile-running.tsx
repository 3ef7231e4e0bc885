"use client";

import { Progress } from "@/components/image/progress";
import { useGenerationActions } from "@/components/image/use-generation-actions";
import type { GenerationDto } from "@/lib/generations/schema";

/** What is under way, at its final shape: the newest partial picture, a clock, and the way out. */
export function TileRunning({ generation }: { generation: GenerationDto }) {
  const { cancel } = useGenerationActions(generation);
  const { id, previews, cancelRequested, error } = generation;
  return (
    <div className="relative grid overflow-hidden rounded-control">
      {previews > 0 ? (
        // The one before stays underneath until the newest has loaded.
        [previews - 1, previews].map(
          (version) =>
            version > 0 && (
              // biome-ignore lint/performance/noImgElement: shown for seconds, from a route that checks its owner
              <img
                key={version}
                src={`/api/generations/${id}/preview?v=${version}`}
                alt={version === previews ? "Partial picture" : ""}
                className="absolute inset-0 size-full object-cover"
              />
            ),
        )
      ) : (
        <div className="absolute inset-0 animate-pulse bg-line" />
      )}
      {error && (
        <p className="relative m-3 self-start rounded-control bg-black/70 px-2.5 py-1.5 text-sm text-white">
          {error.message}
        </p>
      )}
      <div className="absolute inset-x-2 bottom-2 flex items-center justify-between gap-2">
        <span className="min-w-0 truncate rounded-[5px] bg-black/70 px-2 py-1 font-mono text-white text-xs">
          <Progress generation={generation} />
        </span>
        {generation.status !== "storing" && (
          <button
            type="button"
            disabled={cancelRequested}
            onClick={cancel}
            className="h-6 shrink-0 rounded-[5px] bg-black/70 px-2 text-white text-xs hover:bg-black touch:h-11 touch:px-4"
          >
            {cancelRequested ? "Canceling…" : "Cancel"}
          </button>
        )}
      </div>
    </div>
  );
}
