"use client";

import { useEffect, useEffectEvent } from "react";
import { Button } from "@/components/ui/button";
import { Icon, type IconName } from "@/components/ui/icon";
import { IconButton } from "@/components/ui/icon-button";
import { cn } from "@/lib/cn";
import { type History, redo, undo, withStep } from "./history";
import { type Brush, LARGEST, SMALLEST } from "./use-brush";

/** What is done with the painted area, and with which brush. Each has a key while something is painted. */
export function MaskTools({
  brush,
  history,
  onChange,
  onDone,
}: {
  brush: Brush;
  history: History;
  onChange: (history: History) => void;
  onDone: () => void;
}) {
  const empty = history.done.length === 0;
  const actOf = ({ key, ctrlKey, metaKey, shiftKey }: KeyboardEvent): (() => void) | undefined => {
    const small = key.toLowerCase();
    if (ctrlKey || metaKey) {
      if (small === "z") return () => onChange(shiftKey ? redo(history) : undo(history));
      return small === "y" ? () => onChange(redo(history)) : undefined;
    }
    switch (small) {
      case "b":
        return () => brush.setErase(false);
      case "x":
        return () => brush.setErase(true);
      case "[":
        return () => brush.resize(-1);
      case "]":
        return () => brush.resize(1);
    }
  };
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const typing = event.target instanceof HTMLTextAreaElement || event.target instanceof HTMLSelectElement;
    const act = typing || event.altKey ? undefined : actOf(event);
    if (!act) return;
    event.preventDefault();
    act();
  });
  useEffect(() => {
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);

  return (
    <div
      role="toolbar"
      aria-label="Painting"
      className="absolute inset-x-2 bottom-2 z-10 mx-auto flex w-fit max-w-[calc(100%-1rem)] flex-wrap items-center justify-center gap-x-1 gap-y-0.5 rounded-card border border-line-strong bg-raised p-1.5 shadow-float"
    >
      <Tool icon="brush" label="Paint (B)" pressed={!brush.erase} onClick={() => brush.setErase(false)} />
      <Tool icon="eraser" label="Erase (X)" pressed={brush.erase} onClick={() => brush.setErase(true)} />
      <label className="flex items-center touch:h-11">
        <span className="sr-only">Brush size</span>
        <input
          type="range"
          min={SMALLEST}
          max={LARGEST}
          step={0.01}
          value={brush.size}
          title="Brush size ([ and ])"
          onChange={({ target }) => brush.setSize(Number(target.value))}
          className="w-14 accent-accent sm:mx-1.5 sm:w-24"
        />
      </label>
      <Tool icon="undo" label="Undo (Ctrl+Z)" disabled={empty} onClick={() => onChange(undo(history))} />
      <Tool
        icon="redo"
        label="Redo (Ctrl+Shift+Z)"
        disabled={history.undone.length === 0}
        onClick={() => onChange(redo(history))}
      />
      <Tool icon="invert" label="Invert" onClick={() => onChange(withStep(history, { kind: "invert" }))} />
      <Tool
        icon="trash"
        label="Clear"
        disabled={empty}
        onClick={() => onChange(withStep(history, { kind: "clear" }))}
      />
      <Button size="sm" variant="primary" className="px-2 sm:ml-1" onClick={onDone}>
        Done
      </Button>
    </div>
  );
}

function Tool({
  icon,
  pressed,
  ...props
}: {
  icon: IconName;
  label: string;
  pressed?: boolean;
  disabled?: boolean;
  onClick: () => void;
}) {
  return (
    <IconButton aria-pressed={pressed} className={cn("touch:size-10", pressed && "bg-well text-text")} {...props}>
      <Icon name={icon} size={17} />
    </IconButton>
  );
}
