"use client";

import { useState } from "react";
import { useDraft } from "@/components/draft/draft-context";
import { Button } from "@/components/ui/button";
import { formatUsd } from "@/lib/money";
import type { HelpDto } from "@/lib/prompts/schema";
import { DiffText } from "./diff-text";
import type { Asked } from "./use-help";

/** What came, against what it was made of, and what to do with it. */
export function HelpAnswer({
  asked,
  answer,
  text,
  onUse,
  onDiscard,
}: {
  asked: Asked;
  answer: HelpDto;
  text: string;
  onUse: (text: string, how: "replace" | "append") => void;
  onDiscard: () => void;
}) {
  const { prompt } = useDraft();
  const [changes, setChanges] = useState(true);
  const polished = asked.kind === "polish";
  const typedOver = polished && prompt !== asked.prompt;
  const mayAppend = !polished && prompt.trim() !== "";
  return (
    <div className="grid gap-4">
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so it must be reachable by keyboard
        tabIndex={0}
        aria-label="Answer"
        className="max-h-[50dvh] overflow-y-auto overscroll-contain whitespace-pre-line rounded-control bg-well p-3.5 leading-relaxed [overflow-wrap:anywhere]"
      >
        {polished && changes ? <DiffText before={asked.prompt} after={text} /> : text}
      </section>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <p className="font-mono text-muted text-xs">
          {answer.model} · {answer.cost === null ? "cost not reported" : formatUsd(answer.cost)}
        </p>
        {polished && (
          <label className="flex min-h-6 cursor-pointer items-center gap-2 text-sm touch:min-h-11">
            <input
              type="checkbox"
              checked={changes}
              onChange={(event) => setChanges(event.target.checked)}
              className="accent-accent"
            />
            Show changes
          </label>
        )}
      </div>
      {typedOver && (
        <p className="text-sm text-warn">You went on writing: this replaces what stands in the prompt now.</p>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onDiscard}>Discard</Button>
        {mayAppend && <Button onClick={() => onUse(text, "append")}>Add to the prompt</Button>}
        <Button variant="primary" onClick={() => onUse(text, "replace")}>
          {polished ? "Accept" : mayAppend ? "Replace the prompt" : "Use as the prompt"}
        </Button>
      </div>
    </div>
  );
}
