"use client";

import type { Wanted } from "@/components/draft/draft";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { MoreProps } from "../more-settings";
import { Rows } from "./rows";

type Criterion = NonNullable<Wanted["scoringRubric"]>[number];

/** By what Riverflow judges its own drafts. */
export function Rubric({ wanted, onChange }: MoreProps) {
  return (
    <Rows<Criterion, Criterion>
      label="Scoring rubric"
      hint="Each criterion is weighed against the others."
      add="Add a criterion"
      max={8}
      initial={wanted.scoringRubric ?? []}
      blank={{ key: "", label: "", description: "", weight: 1 }}
      finish={finished}
      onChange={(scoringRubric) => onChange({ scoringRubric })}
    >
      {({ label, description, weight }, set, no) => (
        <>
          <div className="grid grid-cols-[1fr_5rem] gap-1.5">
            <Field label={`Criterion ${no}`}>
              <Input
                maxLength={80}
                placeholder="Legible lettering"
                value={label}
                onChange={({ target }) => set({ label: target.value })}
              />
            </Field>
            <Field label="Weight">
              <Input
                type="number"
                min={0}
                max={100}
                step="any"
                className="font-mono"
                value={Number.isNaN(weight) ? "" : weight}
                onChange={({ target }) => set({ weight: target.valueAsNumber })}
              />
            </Field>
          </div>
          <Field label="What is good">
            <Input maxLength={500} value={description} onChange={({ target }) => set({ description: target.value })} />
          </Field>
        </>
      )}
    </Rows>
  );
}

/** The key, which only the model reads, is made from the label. */
function finished({ label, description, weight }: Criterion): Criterion | null {
  const key = label
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");
  return key && description.trim() && weight >= 0 && weight <= 100
    ? { key, label: label.trim(), description: description.trim(), weight }
    : null;
}
