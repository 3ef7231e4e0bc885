"use client";

import { ratioOf } from "@/lib/models/dimensions";
import type { Model } from "@/lib/models/schema";
import { missing, nameOf, offered, pixelsOf } from "../describe";
import type { Wanted } from "../draft";
import { ChoiceList } from "./choice-list";
import { Control } from "./control";

/** The ratio drawn to scale in a square of `box` pixels; a dashed square where the model decides. */
function Shape({ ratio, box }: { ratio: string | null; box: number }) {
  const value = (ratio && ratioOf(ratio)) || null;
  const [width, height] = value === null ? [0.8, 0.8] : value >= 1 ? [1, 1 / value] : [value, 1];
  return (
    <span className="grid shrink-0 place-items-center" style={{ width: box, height: box }} aria-hidden="true">
      <span
        className="rounded-[2px] border-[1.5px] border-current"
        style={{
          width: Math.max(4, box * width),
          height: Math.max(4, box * height),
          borderStyle: value === null ? "dashed" : "solid",
        }}
      />
    </span>
  );
}

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
        <Shape ratio={ratio} box={22} />
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
          <Shape ratio={value} box={15} />
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
