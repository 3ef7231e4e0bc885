"use client";

import { Button } from "@/components/ui/button";
import type { GenerationDto } from "@/lib/generations/schema";
import { useGenerationActions } from "../use-generation-actions";

/** Why there is no picture, whether it cost anything, and what can be done now. */
export function VersionEnded({ generation, onReuse }: { generation: GenerationDto; onReuse: () => void }) {
  const { cancel, dismiss, resume } = useGenerationActions(generation);
  const { status, error, text } = generation;
  return (
    <div className="grid gap-2">
      <p className={status === "canceled" ? "text-muted text-sm" : "text-sm text-warn"}>
        {error?.message ?? "There is no picture of it any more."}
      </p>
      {text && <p className="line-clamp-4 text-muted text-sm italic">“{text}”</p>}
      <div className="flex flex-wrap gap-1.5">
        {status === "paused" ? (
          <>
            <Button size="sm" onClick={resume}>
              Try now
            </Button>
            <Button size="sm" variant="ghost" onClick={cancel}>
              Cancel
            </Button>
          </>
        ) : (
          <>
            <Button size="sm" onClick={onReuse}>
              Use the words again
            </Button>
            {status !== "succeeded" && (
              <Button size="sm" variant="ghost" onClick={dismiss}>
                Dismiss
              </Button>
            )}
          </>
        )}
      </div>
    </div>
  );
}
