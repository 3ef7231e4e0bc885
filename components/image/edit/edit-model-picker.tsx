"use client";

import { type KeyboardEvent, useId } from "react";
import { ModelAvatar } from "@/components/model/model-avatar";
import { buttonClass } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Popover } from "@/components/ui/popover";
import { cn } from "@/lib/cn";
import { editingModels } from "@/lib/generations/edit-model";
import { referenceRange } from "@/lib/models/capabilities";
import { shortName } from "@/lib/models/names";
import { estimate } from "@/lib/models/price";
import type { Model } from "@/lib/models/schema";
import { formatEstimate } from "@/lib/money";

/** Which model edits: one of those that can be shown a picture. */
export function EditModelPicker({
  models,
  chosen,
  onChoose,
}: {
  models: Model[];
  chosen: Model | null;
  onChoose: (id: string) => void;
}) {
  return (
    <Popover
      label="Model"
      className="max-h-[min(26rem,60vh)] w-[min(21rem,calc(100vw-1rem))] p-1.5"
      trigger={(props) => (
        <button
          type="button"
          title="Model"
          className={cn(buttonClass({ size: "sm" }), "min-w-0 shrink flex-1 justify-start")}
          {...props}
        >
          <span className="sr-only">Model: </span>
          {chosen && <ModelAvatar model={chosen} />}
          <span className="min-w-0 flex-1 truncate text-left">{chosen ? shortName(chosen) : "No model"}</span>
          <Icon name="chevron" size={14} />
        </button>
      )}
    >
      {(close) => <List models={models} chosen={chosen} onChoose={onChoose} onDone={close} />}
    </Popover>
  );
}

function List({
  models,
  chosen,
  onChoose,
  onDone,
}: {
  models: Model[];
  chosen: Model | null;
  onChoose: (id: string) => void;
  onDone: () => void;
}) {
  const name = useId();
  const rows = editingModels(models).map((model) => ({ model, price: estimate(model, { n: 1 }, 1) }));
  const rank = (price: { low: number } | null) => price?.low ?? Number.POSITIVE_INFINITY;
  rows.sort((a, b) => rank(a.price) - rank(b.price) || shortName(a.model).localeCompare(shortName(b.model)));
  return (
    <fieldset className="grid gap-0.5">
      <legend className="px-2.5 pt-1 pb-1.5 text-muted text-sm">Models that can be shown a picture</legend>
      {rows.map(({ model, price }) => {
        const { max } = referenceRange(model);
        const checked = model.id === chosen?.id;
        return (
          <label
            key={model.id}
            className={cn(
              "flex min-h-9 cursor-pointer items-center gap-2.5 rounded-control border px-2.5 py-1 touch:min-h-11",
              "has-focus-visible:outline-2 has-focus-visible:outline-accent",
              checked ? "border-line-strong bg-well" : "border-transparent hover:bg-well",
            )}
            onClick={(event) => {
              // The arrow keys arrive as clicks on the button itself: they choose, and the panel stays.
              if (event.target instanceof HTMLInputElement) return;
              onChoose(model.id);
              onDone();
            }}
            onKeyDown={(event: KeyboardEvent) => {
              if (event.key !== "Enter") return;
              event.preventDefault();
              onDone();
            }}
          >
            <input
              type="radio"
              name={name}
              checked={checked}
              onChange={() => onChoose(model.id)}
              data-autofocus={checked || undefined}
              className="sr-only"
            />
            <ModelAvatar model={model} />
            <span className="min-w-0 flex-1">
              <span className="block truncate">{shortName(model)}</span>
              <span className="block truncate text-faint text-xs">
                {max === 1 ? "1 picture, so no painted area" : `up to ${max} pictures`}
              </span>
            </span>
            <span className="shrink-0 font-mono text-muted text-xs">
              {price ? formatEstimate(price) : "price unknown"}
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}
