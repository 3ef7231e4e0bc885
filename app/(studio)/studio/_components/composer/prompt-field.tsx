"use client";

import { useQueryClient } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { type KeyboardEvent, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { cn } from "@/lib/cn";
import { PROMPT_MAX } from "@/lib/generations/limits";
import { setsQuery } from "@/lib/generations/queries";
import { PROMPT_ID } from "../use-reuse";
import { goOnWriting } from "./insert-text";
import { PromptHelp } from "./prompt-help/prompt-help";
import { useSlash } from "./templates/use-slash";

const SlashList = dynamic(() => import("./templates/slash-list").then((module) => module.SlashList));
const ManageTemplates = dynamic(() => import("./templates/manage-templates").then((module) => module.ManageTemplates));

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
  const field = useRef<HTMLTextAreaElement>(null);
  const recall = useRecall(value, onChange);
  /** What a new template may begin with; null: the templates are not open. */
  const [managing, setManaging] = useState<string | null>(null);
  const manage = () => setManaging(selectedIn(field.current));
  const slash = useSlash(manage);

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (slash.onKeyDown(event)) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      if (!event.repeat) onSubmit();
    } else {
      recall(event);
    }
  }

  return (
    <div className="relative flex min-w-0 flex-1 items-start gap-1">
      {slash.list && (
        <SlashList
          id={slash.listId}
          list={slash.list}
          onChoose={(template) => field.current && slash.choose(field.current, template)}
        />
      )}
      <div className="min-w-0 flex-1">
        <textarea
          ref={field}
          id={PROMPT_ID}
          data-field="prompt"
          aria-label="Prompt"
          aria-invalid={invalid || undefined}
          aria-describedby={describedBy}
          aria-keyshortcuts="Control+Enter Meta+Enter"
          aria-autocomplete="list"
          aria-controls={slash.list ? slash.listId : undefined}
          aria-activedescendant={slash.activeId}
          placeholder="Describe a picture…"
          rows={1}
          value={value}
          onChange={({ target }) => {
            onChange(target.value);
            slash.onTyped(target);
          }}
          onSelect={({ currentTarget }) => slash.onCaret(currentTarget)}
          onBlur={slash.close}
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
      <PromptHelp hidden={oneLine} onTemplates={manage} />
      {managing !== null && (
        <ManageTemplates
          text={managing}
          onClose={() => {
            flushSync(() => setManaging(null));
            if (field.current) goOnWriting(field.current);
          }}
        />
      )}
    </div>
  );
}

/** What is selected of the prompt, else all of it. */
function selectedIn(field: HTMLTextAreaElement | null): string {
  if (!field) return "";
  return field.value.slice(field.selectionStart, field.selectionEnd) || field.value;
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
