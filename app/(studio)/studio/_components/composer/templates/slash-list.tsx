"use client";

import { useEffect, useRef } from "react";
import { cn } from "@/lib/cn";
import type { TemplateDto } from "@/lib/prompts/schema";
import { optionId } from "./use-slash";

/** The templates that a `/word` may mean, above the prompt; the last line leads to all of them. The prompt keeps the focus. */
export function SlashList({
  id,
  list: { found, active, query, loading, error },
  onChoose,
}: {
  id: string;
  list: { found: TemplateDto[]; active: number; query: string; loading: boolean; error: string | null };
  /** Undefined: the line that leads to all templates. */
  onChoose: (template: TemplateDto | undefined) => void;
}) {
  const note = error
    ? `Your templates could not be loaded. ${error}`
    : loading
      ? "Loading your templates…"
      : found.length > 0
        ? null
        : query === ""
          ? "No templates yet. A template is a text that you use often: name it once, then type / and its name."
          : `No template is called “${query}”.`;
  return (
    <div className="absolute bottom-full left-0 z-30 mb-2 grid w-full max-w-112 overflow-hidden rounded-panel border border-line-strong bg-raised shadow-float">
      <p role="status" className={cn("px-3.5 pt-3 text-pretty text-muted text-sm", !note && "sr-only")}>
        {note ?? `${found.length} ${found.length === 1 ? "template" : "templates"}`}
      </p>
      <div
        id={id}
        role="listbox"
        aria-label="Templates"
        className="max-h-[min(19rem,40dvh)] overflow-y-auto overscroll-contain p-1.5"
      >
        {[...found, undefined].map((template, at) => (
          <Option
            key={template?.id ?? "all"}
            id={optionId(id, at)}
            template={template}
            active={at === active}
            onChoose={() => onChoose(template)}
          />
        ))}
      </div>
    </div>
  );
}

function Option({
  id,
  template,
  active,
  onChoose,
}: {
  id: string;
  template: TemplateDto | undefined;
  active: boolean;
  onChoose: () => void;
}) {
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (active) line.current?.scrollIntoView({ block: "nearest" });
  }, [active]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the prompt's, which has the focus
    <div
      ref={line}
      id={id}
      role="option"
      aria-selected={active}
      tabIndex={-1}
      // Else the prompt would lose the focus.
      onPointerDown={(event) => event.preventDefault()}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onChoose}
      className={cn(
        "flex min-h-8 cursor-pointer items-baseline gap-3 rounded-control px-2.5 py-1.5 text-sm touch:min-h-11 touch:items-center",
        active ? "bg-well" : "hover:bg-well",
        !template && "text-muted",
      )}
    >
      {template ? (
        <>
          <span className="max-w-[50%] shrink-0 truncate font-medium font-mono text-xs">/{template.name}</span>
          <span className="min-w-0 truncate text-muted">{template.text}</span>
        </>
      ) : (
        "Make or change templates…"
      )}
    </div>
  );
}
