"use client";

import type { ReactNode } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { supports } from "@/lib/models/capabilities";
import type { Model } from "@/lib/models/schema";
import { missing, nameOf, namesOf, offered } from "../describe";
import type { Wanted } from "../draft";
import { ChoiceList } from "./choice-list";
import { Control } from "./control";

const ENUMS = [
  { parameter: "quality", label: "Quality" },
  { parameter: "outputFormat", label: "File format" },
  { parameter: "background", label: "Background" },
] as const;

const SEED_MAX = 2_147_483_647;

/** The settings that are wanted rarely. One that no chosen model has is there too and says so. */
export function MoreSettings({
  models,
  wanted,
  onChange,
}: {
  models: Model[];
  wanted: Wanted;
  onChange: (change: Partial<Wanted>) => void;
}) {
  const takers = models.filter((model) => supports(model, "seed"));
  const inUse = [
    ...ENUMS.flatMap(({ parameter }) => {
      const value = wanted[parameter];
      return value && offered(models, parameter).some((option) => option.value === value) ? [nameOf(value)] : [];
    }),
    ...(wanted.seed !== undefined && takers.length > 0 ? [`seed ${wanted.seed}`] : []),
  ];
  return (
    <Control
      label="More settings"
      face={
        <>
          More
          {inUse.length > 0 && <span className="max-w-32 truncate text-muted max-sm:hidden">{inUse.join(" · ")}</span>}
        </>
      }
      panelClassName="w-80 max-w-[calc(100vw-16px)] max-h-[70vh]"
    >
      {() => (
        <div className="grid gap-4 p-4">
          {ENUMS.map(({ parameter, label }) => {
            const options = offered(models, parameter);
            const reason = missing(models, label.toLowerCase(), options.length > 0);
            return (
              <Group key={parameter} label={label} reason={reason}>
                <ChoiceList
                  legend={label}
                  className="grid-cols-2"
                  choices={[
                    { value: null, face: "Auto" },
                    ...options.map((option) => ({ ...option, face: nameOf(option.value) })),
                  ]}
                  value={options.find((option) => option.value === wanted[parameter])?.value ?? null}
                  onChoose={(value) => onChange({ [parameter]: value ?? undefined })}
                />
              </Group>
            );
          })}
          <Group label="Seed" reason={missing(models, "seed", takers.length > 0)} ownLabel>
            <Field
              label="Seed"
              hint={
                takers.length < models.length
                  ? `Only ${namesOf(takers)}. The same seed repeats a picture where the model allows it.`
                  : "The same seed repeats a picture where the model allows it. Empty: a new one each time."
              }
            >
              <Input
                type="number"
                inputMode="numeric"
                min={0}
                max={SEED_MAX}
                placeholder="Random"
                className="font-mono"
                value={wanted.seed ?? ""}
                onChange={({ target }) => {
                  const seed = target.valueAsNumber;
                  onChange({ seed: Number.isInteger(seed) && seed >= 0 && seed <= SEED_MAX ? seed : undefined });
                }}
              />
            </Field>
          </Group>
        </div>
      )}
    </Control>
  );
}

function Group({
  label,
  reason,
  ownLabel = false,
  children,
}: {
  label: string;
  reason: string | null;
  ownLabel?: boolean;
  children: ReactNode;
}) {
  return (
    <div className="grid gap-1.5">
      {(reason || !ownLabel) && <p className={reason ? "text-faint" : "font-medium"}>{label}</p>}
      {reason ? <p className="text-faint text-sm">{reason}</p> : children}
    </div>
  );
}
