"use client";

import { type ReactNode, useId } from "react";
import { ModelAvatar } from "@/components/model/model-avatar";
import { cn } from "@/lib/cn";
import type { Model } from "@/lib/models/schema";
import { namesOf } from "../describe";

export interface Choice {
  /** Null: left to the model. */
  value: string | null;
  face: ReactNode;
  /** The chosen models that take it, where not all do. */
  only?: Model[];
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
              if (event.key !== "Enter") return;
              // Else it would also press the control, which has the focus again by then.
              event.preventDefault();
              onDone?.();
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
            {choice.only && <Only models={choice.only} />}
          </label>
        );
      })}
    </fieldset>
  );
}

/** Which of the chosen models take a value that not all of them take. */
function Only({ models }: { models: Model[] }) {
  if (models.length === 0) return null;
  return (
    <span className="ml-auto flex shrink-0 gap-0.5" title={`Only ${namesOf(models)}`}>
      <span className="sr-only">, only {namesOf(models)}</span>
      {models.map((model) => (
        <ModelAvatar key={model.id} model={model} />
      ))}
    </span>
  );
}
