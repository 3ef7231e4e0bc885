"use client";

import type { Wanted } from "@/components/draft/draft";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { otherParameters, passthroughNames } from "@/lib/models/parameters";
import type { Descriptor } from "@/lib/models/schema";
import type { MoreProps } from "../more-settings";
import { Group, onlyFor } from "./section";
import { Choices, NumberSetting, Toggle } from "./values";

type Scalar = string | number | boolean;

const titled = (name: string) => name.replaceAll("_", " ").replace(/^[a-z]/, (letter) => letter.toUpperCase());

/** `group` with one value set, or taken out. */
function put(group: Wanted["extra"], name: string, value: Scalar | undefined): Wanted["extra"] {
  const { [name]: _, ...rest } = group ?? {};
  const next = value === undefined ? rest : { ...rest, [name]: value };
  return Object.keys(next).length > 0 ? next : undefined;
}

/** Parameters that the catalogue declares and this version has no control for: each as it describes itself. */
export function OtherParameters({ models, wanted, onChange }: MoreProps) {
  return otherParameters(models).map(({ name, descriptor, takers }) => (
    <OtherParameter
      key={name}
      label={titled(name)}
      hint={onlyFor(takers, models)}
      descriptor={descriptor}
      value={wanted.extra?.[name]}
      onChange={(value) => onChange({ extra: put(wanted.extra, name, value) })}
    />
  ));
}

function OtherParameter({
  label,
  hint,
  descriptor,
  value,
  onChange,
}: {
  label: string;
  hint: string;
  descriptor: Descriptor;
  value: Scalar | undefined;
  onChange: (value: Scalar | undefined) => void;
}) {
  switch (descriptor.type) {
    case "enum":
      return (
        <Group label={label} hint={hint || undefined}>
          <Choices
            label={label}
            options={descriptor.values.map((one) => ({ value: one }))}
            value={value === undefined ? undefined : String(value)}
            onChange={onChange}
          />
        </Group>
      );
    case "range":
      return (
        <NumberSetting
          label={label}
          hint={`${hint}From ${descriptor.min} to ${descriptor.max}.`}
          min={descriptor.min}
          max={descriptor.max}
          step={Number.isInteger(descriptor.min) && descriptor.max - descriptor.min > 1 ? 1 : 0.01}
          value={typeof value === "number" ? value : undefined}
          onChange={onChange}
        />
      );
    case "boolean":
      return (
        <Toggle
          label={label}
          hint={hint || undefined}
          checked={value === true}
          onChange={(on) => onChange(on || undefined)}
        />
      );
    case "text":
      return (
        <Field label={label} hint={hint || undefined}>
          <Input
            maxLength={2000}
            defaultValue={value === undefined ? "" : String(value)}
            onChange={({ target }) => onChange(target.value.trim() || undefined)}
          />
        </Field>
      );
    case "unknown":
      return (
        <Group label={label} hint="This version cannot set it: it is described in a way that is new.">
          <code className="break-all rounded-control bg-well p-2 font-mono text-muted text-xs">{descriptor.text}</code>
        </Group>
      );
  }
}

/** Parameters that reach the provider as they are: OpenRouter names them and says nothing of their values. */
export function Passthrough({ models, wanted, onChange }: MoreProps) {
  return passthroughNames(models).map(({ name, takers }) => (
    <Field key={name} label={titled(name)} hint={onlyFor(takers, models) || undefined}>
      <Input
        maxLength={2000}
        placeholder="As the provider documents it"
        className="font-mono"
        defaultValue={wanted.options?.[name] === undefined ? "" : String(wanted.options[name])}
        onChange={({ target }) => onChange({ options: put(wanted.options, name, scalar(target.value)) })}
      />
    </Field>
  ));
}

/** `30` is a number, `true` a yes, anything else the text itself. */
function scalar(text: string): Scalar | undefined {
  const value = text.trim();
  if (value === "") return undefined;
  if (value === "true" || value === "false") return value === "true";
  const number = Number(value);
  return Number.isFinite(number) ? number : value;
}
