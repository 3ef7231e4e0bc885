"use client";

import { OutcomeActions } from "@/components/image/outcome/outcome-actions";
import { OutcomeWords } from "@/components/image/outcome/outcome-words";
import { RAW_LABEL, RawButton } from "@/components/image/raw/raw-button";
import { useNow } from "@/components/image/use-now";
import { Button } from "@/components/ui/button";
import type { Usage } from "@/lib/usage/schema";

/** Generations whose outcome is unknown, or that were paid and did not come, each with its ways out. */
export function OpenList({ open, refresh }: { open: Usage["open"]; refresh: () => void }) {
  const mounted = useNow(60_000) !== null;
  return (
    <ul className="grid gap-3">
      {open.map(({ generation, dismissed }) => (
        <li key={generation.id} className="grid min-w-0 gap-2 rounded-card border bg-surface p-4">
          <p className="line-clamp-2 text-pretty [overflow-wrap:anywhere]">{generation.prompt}</p>
          <p className="font-mono text-muted text-xs [overflow-wrap:anywhere]">
            {generation.model}
            {mounted && ` · ${new Date(generation.createdAt).toLocaleString("en-GB", WRITTEN)}`}
            {dismissed && " · dismissed"}
          </p>
          <div>
            <OutcomeWords generation={generation} message={generation.error?.message ?? ""} />
          </div>
          <div className="flex flex-wrap gap-1.5">
            {!dismissed && <OutcomeActions generation={generation} onDone={refresh} />}
            <RawButton generationId={generation.id}>
              {(show) => (
                <Button size="sm" variant="ghost" aria-label={RAW_LABEL} onClick={show}>
                  Raw
                </Button>
              )}
            </RawButton>
          </div>
        </li>
      ))}
    </ul>
  );
}

const WRITTEN = { dateStyle: "medium", timeStyle: "short" } as const;
