"use client";

import { useState } from "react";
import type { Wanted } from "@/components/draft/draft";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { Parameter } from "@/lib/models/parameters";
import type { Model } from "@/lib/models/schema";
import { nameOf, offered } from "../../describe";
import { ChoiceList } from "../choice-list";
import type { MoreProps } from "../more-settings";
import { Group } from "./section";

/** The settings whose value is one word of a list. */
export type EnumParameter = "quality" | "outputFormat" | "background" | "backgroundMode" | "effort";

export function EnumSetting({
  parameter,
  label,
  hint,
  models,
  wanted,
  onChange,
}: MoreProps & { parameter: EnumParameter; label: string; hint?: string }) {
  const options = offered(models, parameter);
  return (
    <Group label={label} hint={hint}>
      <Choices
        label={label}
        options={options}
        value={wanted[parameter]}
        onChange={(value) => onChange({ [parameter]: value })}
      />
    </Group>
  );
}

/** Radio buttons for a list of words, with one that leaves it to the model. */
export function Choices({
  label,
  options,
  value,
  onChange,
}: {
  label: string;
  options: { value: string; only?: Model[] }[];
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}) {
  return (
    <ChoiceList
      legend={label}
      className="grid-cols-2"
      choices={[{ value: null, face: "Auto" }, ...options.map((option) => ({ ...option, face: nameOf(option.value) }))]}
      value={options.find((option) => option.value === value)?.value ?? null}
      onChoose={(chosen) => onChange(chosen ?? undefined)}
    />
  );
}

/** A number; what is out of bounds is said, and not taken up. */
export function NumberSetting({
  label,
  hint,
  placeholder,
  value,
  min,
  max,
  step = 1,
  onChange,
}: {
  label: string;
  hint?: string;
  placeholder?: string;
  value: number | undefined;
  min: number;
  max: number;
  /** 1: whole numbers only. */
  step?: number;
  onChange: (value: number | undefined) => void;
}) {
  const [wrong, setWrong] = useState(false);
  const kind = step === 1 ? "A whole number" : "A number";
  return (
    <Field
      label={label}
      hint={hint}
      error={wrong ? `${kind} from ${min} to ${max.toLocaleString("en")}. Until then it is not sent.` : null}
    >
      <Input
        type="number"
        inputMode={step === 1 ? "numeric" : "decimal"}
        min={min}
        max={max}
        step={step === 1 ? 1 : "any"}
        placeholder={placeholder}
        className="font-mono"
        defaultValue={value}
        onChange={({ target }) => {
          const number = target.valueAsNumber;
          const fits = number >= min && number <= max && (step !== 1 || Number.isInteger(number));
          setWrong(!fits && (target.value !== "" || target.validity.badInput));
          onChange(fits ? number : undefined);
        }}
      />
    </Field>
  );
}

/** A line of free text; empty: not chosen. */
export function TextSetting({
  parameter,
  label,
  hint,
  placeholder,
  maxLength,
  wanted,
  onChange,
}: Omit<MoreProps, "models"> & {
  parameter: Extract<Parameter, "style" | "scoringPrompt">;
  label: string;
  hint?: string;
  placeholder?: string;
  /** Characters. */
  maxLength: number;
}) {
  return (
    <Field label={label} hint={hint}>
      <Input
        maxLength={maxLength}
        placeholder={placeholder}
        defaultValue={wanted[parameter] ?? ""}
        onChange={({ target }) => onChange({ [parameter]: target.value.trim() || undefined } as Partial<Wanted>)}
      />
    </Field>
  );
}

/** A yes or no, with what it means. */
export function Toggle({
  label,
  hint,
  checked,
  onChange,
}: {
  label: string;
  hint?: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}) {
  return (
    <label className="flex cursor-pointer items-start gap-2.5">
      <input
        type="checkbox"
        checked={checked}
        onChange={({ target }) => onChange(target.checked)}
        className="mt-0.5 size-4.5 shrink-0 accent-strong"
      />
      <span className="grid gap-0.5">
        {label}
        {hint && <span className="text-muted text-sm">{hint}</span>}
      </span>
    </label>
  );
}
