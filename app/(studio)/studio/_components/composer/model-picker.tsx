"use client";

import { ModelAvatar } from "@/components/model/model-avatar";
import { shortName } from "@/lib/models/names";
import type { Model } from "@/lib/models/schema";
import { Control } from "./control";
import { ModelList } from "./model-list";

/** Avatars on the button before only the number is told. */
const AVATARS = 4;

export function ModelPicker({
  models,
  newModels,
  chosen,
  onChange,
}: {
  models: Model[];
  /** Ids. */
  newModels: string[];
  chosen: Model[];
  onChange: (ids: string[]) => void;
}) {
  const [only] = chosen;
  return (
    <Control
      label="Models"
      panelClassName="w-[30rem] max-w-[calc(100vw-16px)]"
      face={
        <>
          <span className="flex gap-0.5">
            {chosen.slice(0, AVATARS).map((model) => (
              <ModelAvatar key={model.id} model={model} />
            ))}
          </span>
          <span className="max-w-40 truncate max-sm:sr-only">
            {chosen.length === 1 && only
              ? shortName(only)
              : chosen.length > 1
                ? `${chosen.length} models`
                : "Choose a model"}
          </span>
        </>
      }
    >
      {(close) => (
        <ModelList models={models} newModels={newModels} chosen={chosen} onChange={onChange} onDone={close} />
      )}
    </Control>
  );
}
