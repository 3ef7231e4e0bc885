"use client";

import type { Parameter } from "@/lib/models/parameters";
import type { Model } from "@/lib/models/schema";
import { missing, nameOf, offered } from "../describe";
import { ChoiceList } from "./choice-list";
import { Control } from "./control";

/** A control for a setting whose values are words, such as the resolution. */
export function SettingPicker({
  label,
  parameter,
  models,
  value,
  onChoose,
}: {
  label: string;
  parameter: Parameter;
  models: Model[];
  value: string | undefined;
  onChoose: (value: string | null) => void;
}) {
  const options = offered(models, parameter);
  const current = options.find((option) => option.value === value)?.value ?? null;
  return (
    <Control
      label={label}
      reason={missing(models, label.toLowerCase(), options.length > 0)}
      face={current ? nameOf(current) : label}
      panelClassName="min-w-56 p-1.5"
    >
      {(close) => (
        <ChoiceList
          legend={label}
          choices={[
            { value: null, face: "Auto: the model decides" },
            ...options.map((option) => ({ ...option, face: nameOf(option.value) })),
          ]}
          value={current}
          onChoose={onChoose}
          onDone={close}
        />
      )}
    </Control>
  );
}
