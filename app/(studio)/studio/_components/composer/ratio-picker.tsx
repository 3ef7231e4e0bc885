"use client";

import type { Wanted } from "@/components/draft/draft";
import { RatioShape } from "@/components/model/ratio-shape";
import type { Model } from "@/lib/models/schema";
import { missing, nameOf, offered, pixelsOf } from "../describe";
import { ChoiceList } from "./choice-list";
import { Control } from "./control";

export function RatioPicker({
  models,
  wanted,
  onChoose,
}: {
  models: Model[];
  wanted: Wanted;
  onChoose: (ratio: string | null) => void;
}) {
  const options = offered(models, "aspectRatio");
  // A ratio that no chosen model takes is kept in the draft for other models, but not shown as if it counted here.
  const value = options.find((option) => option.value === wanted.aspectRatio)?.value ?? null;
  const pixels = (ratio: string | null) => pixelsOf(models, { ...wanted, aspectRatio: ratio ?? undefined });
  const choices = [null, ...options.map((option) => option.value)].map((ratio) => ({
    value: ratio,
    only: options.find((option) => option.value === ratio)?.only,
    face: (
      <>
        <RatioShape ratio={ratio} box={22} />
        <span className="w-14">{ratio ? nameOf(ratio) : "Auto"}</span>
        <span className="font-mono text-faint text-xs">{ratio ? pixels(ratio) : "the model decides"}</span>
      </>
    ),
  }));
  return (
    <Control
      label="Aspect ratio"
      reason={missing(models, "aspect ratio", options.length > 0)}
      panelClassName="max-h-[60vh] w-[30rem] max-w-[calc(100vw-16px)] p-1.5"
      face={
        <>
          <RatioShape ratio={value} box={15} />
          {wanted.size ?? (value ? nameOf(value) : "Auto")}
          {value && <span className="font-mono text-faint text-xs max-lg:hidden">{pixels(value)}</span>}
        </>
      }
    >
      {(close) => (
        <ChoiceList
          legend="Aspect ratio"
          choices={choices}
          value={value}
          onChoose={onChoose}
          onDone={close}
          className="sm:grid-cols-2"
        />
      )}
    </Control>
  );
}
