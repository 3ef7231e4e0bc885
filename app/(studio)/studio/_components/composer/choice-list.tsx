"use client";

import { type ReactNode, useId } from "react";
import { cn } from "@/lib/cn";

export interface Choice {
  /** Null: left to the model. */
  value: string | null;
  face: ReactNode;
  /** Such as which models take it. */
  note?: string | null;
}

/** One of several, as radio buttons: arrows move and choose, a press chooses and calls `onDone`. */
export function ChoiceList({
  legend,
  choices,
  value,
  onChoose,
  onDone,
  className,
}: {
  legend: string;
  choices: Choice[];
  value: string | null;
  onChoose: (value: string | null) => void;
  onDone?: () => void;
  className?: string;
}) {
  const name = useId();
  return (
    <fieldset className={cn("grid gap-1", className)}>
      <legend className="sr-only">{legend}</legend>
      {choices.map((choice) => {
        const chosen = choice.value === value;
        return (
          <label
            key={choice.value ?? ""}
            className={cn(
              "flex min-h-8 cursor-pointer items-center gap-2.5 rounded-control border px-2.5 py-1 text-sm touch:min-h-11",
              "has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2",
              chosen ? "border-line-strong bg-well" : "border-transparent hover:bg-well",
            )}
            onClick={(event) => {
              // The arrow keys arrive as clicks on the button itself: they choose, and the panel stays.
              if (event.target instanceof HTMLInputElement) return;
              onChoose(choice.value);
              onDone?.();
            }}
            onKeyDown={(event) => {
              if (event.key === "Enter") onDone?.();
            }}
          >
            <input
              type="radio"
              name={name}
              checked={chosen}
              onChange={() => onChoose(choice.value)}
              data-autofocus={chosen || undefined}
              className="sr-only"
            />
            {choice.face}
            {choice.note && <span className="ml-auto max-w-44 truncate text-faint text-xs">{choice.note}</span>}
          </label>
        );
      })}
    </fieldset>
  );
}
