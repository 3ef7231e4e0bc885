"use client";

import { Button } from "@/components/ui/button";
import type { GenerationDto } from "@/lib/generations/schema";
import { OutcomeActions } from "../outcome/outcome-actions";
import { OutcomeWords } from "../outcome/outcome-words";
import { useGenerationActions } from "../use-generation-actions";

/** Why there is no picture, whether it cost anything, and what can be done now. */
export function VersionEnded({ generation, onReuse }: { generation: GenerationDto; onReuse: () => void }) {
  const { cancel, dismiss, resume } = useGenerationActions(generation);
  const { status, error, text } = generation;
  return (
    <div className="grid gap-2">
      <div>
        <OutcomeWords generation={generation} message={error?.message ?? "There is no picture of it any more."} />
      </div>
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
            {status !== "succeeded" && <OutcomeActions generation={generation} />}
            <Button size="sm" onClick={onReuse}>
              Use the words again
            </Button>
            {(status === "failed" || status === "canceled") && (
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
