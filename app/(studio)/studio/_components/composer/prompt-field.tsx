"use client";

import { useQueryClient } from "@tanstack/react-query";
import { type KeyboardEvent, useRef } from "react";
import { cn } from "@/lib/cn";
import { PROMPT_MAX } from "@/lib/generations/limits";
import { setsQuery } from "@/lib/generations/queries";
import { PROMPT_ID } from "../use-reuse";

/** From here on the remaining characters are counted. */
const NEAR_LIMIT = PROMPT_MAX * 0.9;

export function PromptField({
  value,
  onChange,
  onSubmit,
  invalid,
  describedBy,
  oneLine,
}: {
  value: string;
  onChange: (prompt: string) => void;
  onSubmit: () => void;
  invalid: boolean;
  describedBy: string;
  oneLine: boolean;
}) {
  const recall = useRecall(value, onChange);

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      if (!event.repeat) onSubmit();
    } else {
      recall(event);
    }
  }

  return (
    <div className="relative min-w-0 flex-1">
      <textarea
        id={PROMPT_ID}
        data-field="prompt"
        aria-label="Prompt"
        aria-invalid={invalid || undefined}
        aria-describedby={describedBy}
        aria-keyshortcuts="Control+Enter Meta+Enter"
        placeholder="Describe a picture…"
        rows={1}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
        className={cn(
          "field-sizing-content block w-full resize-none bg-transparent px-1 text-lg leading-normal outline-none placeholder:text-faint",
          oneLine ? "max-h-6 overflow-hidden" : "max-h-[26vh] min-h-12 overflow-y-auto",
        )}
      />
      {value.length > NEAR_LIMIT && (
        <p
          className={cn(
            "px-1 pt-1 text-right font-mono text-xs",
            value.length > PROMPT_MAX ? "text-bad" : "text-muted",
          )}
        >
          {value.length.toLocaleString("en")} of {PROMPT_MAX.toLocaleString("en")} characters
        </p>
      )}
    </div>
  );
}

/** ↑ in an empty prompt brings back the last prompts, one further with each press; ↓ goes the other way. */
function useRecall(value: string, onChange: (prompt: string) => void) {
  const client = useQueryClient();
  const at = useRef(-1);
  return (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const step = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : 0;
    if (step === 0) return;
    const pages = client.getQueryData(setsQuery().queryKey)?.pages ?? [];
    const last = [...new Set(pages.flatMap(({ sets }) => sets.map(({ prompt }) => prompt)))];
    if (value === "") at.current = -1;
    else if (value !== last[at.current]) return;
    const next = at.current + step;
    if (next >= last.length || (next < 0 && value === "")) return;
    event.preventDefault();
    at.current = next;
    onChange(last[next] ?? "");
  };
}
