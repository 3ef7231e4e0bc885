"use client";

import { type KeyboardEvent, useState } from "react";
import { AddModelForm } from "@/components/model/add-model-form";
import { ModelAvatar } from "@/components/model/model-avatar";
import { ModelMarks } from "@/components/model/model-marks";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { cn } from "@/lib/cn";
import { makerOf, shortName } from "@/lib/models/names";
import { pricePerPicture } from "@/lib/models/price";
import type { Model } from "@/lib/models/schema";
import { formatEstimate } from "@/lib/money";
import { hintsOf } from "../describe";

/** The panel in which models are searched and chosen, one or several. */
export function ModelList({
  models,
  newModels,
  chosen,
  onChange,
  onDone,
}: {
  models: Model[];
  /** Ids. */
  newModels: string[];
  chosen: Model[];
  onChange: (ids: string[]) => void;
  onDone: () => void;
}) {
  const [search, setSearch] = useState("");
  const [adding, setAdding] = useState(false);
  // The order stands still while models are being chosen: those that were chosen first, then by price. What is added comes last.
  const [order] = useState(() => inOrder(models, chosen));
  const all = [...order, ...models.filter(({ id }) => !order.some((model) => model.id === id))];
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = all.filter((model) => words.every((word) => `${model.name} ${model.id}`.toLowerCase().includes(word)));
  const ids = chosen.map((model) => model.id);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys only move the focus between the controls inside
    <div onKeyDown={moveFocus} className="flex max-h-[min(26rem,60vh)] flex-col">
      <div className="flex items-center gap-2 border-b pr-2 pl-3.5">
        <label className="flex min-w-0 flex-1 items-center gap-2 text-faint">
          <Icon name="search" />
          <span className="sr-only">Search models</span>
          <input
            type="search"
            data-autofocus
            data-row
            placeholder="Search models and makers"
            value={search}
            onChange={(event) => setSearch(event.target.value)}
            className="h-11 min-w-0 flex-1 bg-transparent text-text outline-none placeholder:text-faint"
          />
        </label>
        <Button size="sm" onClick={onDone}>
          Done
        </Button>
      </div>
      <ul className="min-h-0 overflow-y-auto overscroll-contain p-1.5">
        {found.map((model) => (
          <ModelRow
            key={model.id}
            model={model}
            isNew={newModels.includes(model.id)}
            chosen={ids.includes(model.id)}
            onToggle={() => onChange(ids.includes(model.id) ? ids.filter((id) => id !== model.id) : [...ids, model.id])}
            onOnly={() => onChange([model.id])}
          />
        ))}
        {found.length === 0 && <li className="px-3 py-6 text-center text-muted">No model is called that.</li>}
      </ul>
      <div className="border-t p-2">
        {adding ? (
          <div className="p-2">
            <AddModelForm
              onAdded={(model) => {
                setAdding(false);
                setSearch("");
                onChange([...new Set([...ids, model.id])]);
              }}
            />
          </div>
        ) : (
          <Button variant="ghost" size="sm" data-row onClick={() => setAdding(true)}>
            <Icon name="plus" size={14} />
            Add a model by its id
          </Button>
        )}
      </div>
    </div>
  );
}

function ModelRow({
  model,
  isNew,
  chosen,
  onToggle,
  onOnly,
}: {
  model: Model;
  isNew: boolean;
  chosen: boolean;
  onToggle: () => void;
  onOnly: () => void;
}) {
  const unavailable = model.endpoints.length === 0;
  const price = pricePerPicture(model);
  return (
    <li className="group relative">
      <label
        className={cn(
          "flex min-h-11 items-center gap-3 rounded-control px-2.5 py-1.5 has-focus-visible:outline-2 has-focus-visible:outline-accent",
          unavailable && !chosen ? "text-faint" : "cursor-pointer hover:bg-well",
        )}
      >
        <input
          type="checkbox"
          data-row
          checked={chosen}
          disabled={unavailable && !chosen}
          onChange={onToggle}
          className="peer sr-only"
        />
        <span
          aria-hidden="true"
          className={cn(
            "grid size-4.5 shrink-0 place-items-center rounded-[5px] border",
            chosen ? "border-transparent bg-strong text-on-strong" : "border-line-strong",
          )}
        >
          {chosen && <Icon name="check" size={12} />}
        </span>
        <ModelAvatar model={model} className={unavailable ? "opacity-50" : undefined} />
        <span className="min-w-0 flex-1">
          <span className="flex items-center gap-1.5">
            <span className="truncate font-medium">{shortName(model)}</span>
            <ModelMarks model={model} isNew={isNew} />
          </span>
          <span className="block truncate text-faint text-xs">
            {makerOf(model)}
            {!unavailable && ` · ${hintsOf(model)}`}
          </span>
        </span>
        {!unavailable && (
          <span className="shrink-0 text-right font-mono text-muted text-xs group-focus-within:invisible group-hover:invisible touch:visible!">
            {price ? formatEstimate(price) : "price unknown"}
          </span>
        )}
      </label>
      {!unavailable && (
        <button
          type="button"
          onClick={onOnly}
          className="absolute inset-y-0 right-2.5 my-auto hidden h-6 rounded-control border border-line-strong bg-raised px-2 text-xs group-focus-within:block group-hover:block touch:hidden"
        >
          Only<span className="sr-only"> {shortName(model)}</span>
        </button>
      )}
    </li>
  );
}

function inOrder(models: Model[], chosen: Model[]): Model[] {
  const rank = (model: Model) => (chosen.includes(model) ? 0 : model.endpoints.length > 0 ? 1 : 2);
  const price = (model: Model) => pricePerPicture(model)?.low ?? Number.POSITIVE_INFINITY;
  return models.toSorted(
    (a, b) => rank(a) - rank(b) || price(a) - price(b) || shortName(a).localeCompare(shortName(b)),
  );
}

/** ↑ and ↓ go from the search to the rows and along them. */
function moveFocus(event: KeyboardEvent<HTMLElement>) {
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (step === 0) return;
  event.preventDefault();
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-row]:not(:disabled)")];
  const at = rows.indexOf(document.activeElement as HTMLElement);
  rows[Math.max(0, Math.min(rows.length - 1, at + step))]?.focus();
}
