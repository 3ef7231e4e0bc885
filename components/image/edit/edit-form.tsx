"use client";

import { type ReactNode, useEffect, useId } from "react";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { cn } from "@/lib/cn";
import { PROMPT_MAX } from "@/lib/generations/limits";
import { referenceName } from "@/lib/generations/reference-name";
import type { Model } from "@/lib/models/schema";
import { formatEstimate } from "@/lib/money";
import { AddPicture } from "./add-picture";
import { EditModelPicker } from "./edit-model-picker";
import type { EditState } from "./use-edit";

const INSTRUCTION_ID = "instruction";
const COUNTS = [1, 2, 3, 4];

export const focusInstruction = () => document.getElementById(INSTRUCTION_ID)?.focus();

/** The same, but for a phone, whose keyboard would cover the picture unasked. */
export function readyInstruction(): void {
  if (window.matchMedia("(pointer: fine)").matches) focusInstruction();
}

/** The next edit: what is to change, where, by whom, and for how much. */
export function EditForm({
  edit,
  models,
  from,
  painting,
  onPaint,
}: {
  edit: EditState;
  models: Model[];
  /** The number of the version that is edited. */
  from: number | undefined;
  painting: boolean;
  onPaint: (painting: boolean) => void;
}) {
  const problemsId = useId();
  const { plan, busy, refusal, masked, extra, count } = edit;
  const problems = plan?.problems ?? ["No model that is offered now can be shown a picture."];
  useEffect(readyInstruction, []);
  return (
    <form
      aria-label="Next edit"
      onSubmit={(event) => {
        event.preventDefault();
        void edit.generate();
      }}
      className="grid grid-cols-[minmax(0,1fr)] gap-2 border-t bg-raised p-3"
    >
      <p className="truncate px-1 font-mono text-muted text-xs">{asked(edit, from)}</p>
      {(masked || extra.references.length > 0) && (
        <ul aria-label="Goes with it" className="flex flex-wrap items-center gap-1.5">
          {masked && (
            <Chip label="Remove the painted area" onRemove={() => edit.setHistory({ done: [], undone: [] })}>
              <span aria-hidden="true" className="ml-2 size-3 rounded-full bg-[#f0f]/60" />
              <span className="px-2">Area painted</span>
            </Chip>
          )}
          {extra.references.map(({ id }, at) => (
            <Chip key={id} label={`Remove ${referenceName(at + 2)}`} onRemove={() => extra.remove(id)}>
              {/* biome-ignore lint/performance/noImgElement: already a thumbnail, from a route that checks its owner */}
              <img src={`/api/references/${id}/thumb`} alt="" className="size-7 object-cover touch:size-11" />
              <span className="px-2">{referenceName(at + 2)}</span>
            </Chip>
          ))}
        </ul>
      )}
      <label htmlFor={INSTRUCTION_ID} className="sr-only">
        What is to change
      </label>
      <textarea
        id={INSTRUCTION_ID}
        rows={2}
        maxLength={PROMPT_MAX}
        placeholder={masked ? "What is to be in the painted area?" : "What is to change?"}
        value={edit.instruction}
        aria-invalid={refusal !== null || undefined}
        aria-describedby={problemsId}
        aria-keyshortcuts="Control+Enter Meta+Enter"
        onChange={({ target }) => edit.setInstruction(target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          if (!event.repeat) void edit.generate();
        }}
        className="field-sizing-content max-h-32 min-h-14 w-full resize-none rounded-control border border-line-strong bg-surface px-2.5 py-1.5 placeholder:text-faint aria-invalid:border-bad"
      />
      <div id={problemsId} role="alert" className="grid gap-1 text-sm empty:hidden">
        {refusal && <p className="text-bad">{refusal}</p>}
        {extra.trouble && <p className="text-bad">{extra.trouble}</p>}
        {problems.map((message) => (
          <p key={message} className="text-warn">
            {message}
          </p>
        ))}
      </div>
      <div className="flex items-center gap-1.5">
        <EditModelPicker models={models} chosen={edit.model} onChoose={edit.setModel} />
        <AddPicture model={edit.model} onFiles={extra.add} />
        <Button
          size="sm"
          aria-label="Paint the area that is to change"
          title="Paint the area that is to change"
          aria-pressed={painting}
          onClick={() => onPaint(!painting)}
          className={cn(painting && "border-accent text-accent")}
        >
          <Icon name="brush" size={15} />
          Area
        </Button>
      </div>
      <div className="flex items-center gap-2">
        <label className="flex items-center">
          <span className="sr-only">Number of versions</span>
          <select
            value={count}
            onChange={({ target }) => edit.setCount(Number(target.value))}
            className="h-9 rounded-control border border-line-strong bg-raised px-2 text-sm touch:h-11"
          >
            {COUNTS.map((n) => (
              <option key={n} value={n}>
                ×{n}
              </option>
            ))}
          </select>
        </label>
        <Button
          type="submit"
          variant="primary"
          className="ml-auto"
          title="Ctrl or ⌘ with Enter"
          aria-disabled={busy !== null || problems.length > 0 || undefined}
        >
          {busy ?? "Generate"}
          {plan?.price && !busy && <span className="font-medium font-mono text-xs">{formatEstimate(plan.price)}</span>}
        </Button>
      </div>
    </form>
  );
}

/** `from version 2 · 3:2 · 2K` */
function asked({ plan }: EditState, from: number | undefined): string {
  const settings = plan?.parts[0]?.settings;
  return [from && `from version ${from}`, settings?.aspectRatio, settings?.resolution, settings?.quality]
    .filter(Boolean)
    .join(" · ");
}

function Chip({ label, onRemove, children }: { label: string; onRemove: () => void; children: ReactNode }) {
  return (
    <li className="flex h-7.5 items-center overflow-hidden rounded-control border border-line-strong bg-surface text-sm touch:h-11">
      {children}
      <button
        type="button"
        aria-label={label}
        title={label}
        onClick={onRemove}
        className="grid h-full w-7 place-items-center border-l text-muted hover:bg-well hover:text-text touch:w-11"
      >
        <Icon name="close" size={12} />
      </button>
    </li>
  );
}
