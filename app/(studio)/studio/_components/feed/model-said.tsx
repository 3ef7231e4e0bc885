"use client";

import { useState } from "react";
import { cn } from "@/lib/cn";

/** Characters; a longer text is folded. */
const FOLDED = 140;

/** What the model said beside a picture or instead of one: its own words, as plain text. */
export function ModelSaid({ text }: { text: string }) {
  const [unfolded, setUnfolded] = useState(false);
  const long = text.length > FOLDED || text.split("\n").length > 3;
  return (
    <div className="mt-1 min-w-0 text-muted text-sm">
      <p
        className={cn(
          "whitespace-pre-line text-pretty italic [overflow-wrap:anywhere]",
          long && (unfolded ? "max-h-72 overflow-y-auto" : "line-clamp-3"),
        )}
      >
        <span className="sr-only">The model said: </span>“{text.trim()}”
      </p>
      {long && (
        <button
          type="button"
          aria-expanded={unfolded}
          aria-label={unfolded ? "Show less of what the model said" : "Show all that the model said"}
          onClick={() => setUnfolded(!unfolded)}
          className="min-h-6 underline underline-offset-2 hover:text-text touch:min-h-11"
        >
          {unfolded ? "less" : "more"}
        </button>
      )}
    </div>
  );
}
