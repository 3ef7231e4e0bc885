"use client";

import type { GenerationDto } from "@/lib/generations/schema";
import { clockTime, duration } from "@/lib/time";
import { useNow } from "./use-now";
import { useTileActions } from "./use-tile-actions";

/** What is under way, at its final shape: the newest partial picture, a clock, and the way out. */
export function TileRunning({ generation }: { generation: GenerationDto }) {
  const { cancel } = useTileActions(generation);
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

function Progress({ generation }: { generation: GenerationDto }) {
  const now = useNow();
  const { status, startedAt, runAfter, previews } = generation;
  if (status === "storing") return "saving";
  if (now === null) return "…";
  if (status === "queued") {
    return Date.parse(runAfter) > now + 1_000 ? `again at ${clockTime(runAfter)}` : "queued";
  }
  const clock = duration(startedAt === null ? 0 : now - Date.parse(startedAt));
  return previews > 0 ? `${clock} · preview ${previews}` : clock;
}
