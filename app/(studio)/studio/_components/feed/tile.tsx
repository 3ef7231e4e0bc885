"use client";

import type { CSSProperties } from "react";
import { cn } from "@/lib/cn";
import type { GenerationDto } from "@/lib/generations/schema";
import { isActive } from "@/lib/generations/status";
import { expectedSize, ratioOf } from "@/lib/models/dimensions";
import type { Model } from "@/lib/models/schema";
import { ModelSaid } from "./model-said";
import { TileEnded } from "./tile-ended";
import { TileMeta } from "./tile-meta";
import { TilePictures } from "./tile-pictures";
import { TileRunning } from "./tile-running";

/** Width ÷ height that a tile has from the start: of what arrived, else of what is expected, else of what was asked. */
export function shapeOf({ images, settings }: GenerationDto, model: Model | undefined): number {
  const size = images.find(({ width }) => width !== null) ?? (model && expectedSize(model, settings));
  if (size?.width && size.height) return size.width / size.height;
  return (settings.aspectRatio && ratioOf(settings.aspectRatio)) || 1;
}

/** It shows a picture or will; else it has something to say instead. */
export const hasPicture = ({ status }: GenerationDto): boolean => status === "succeeded" || isActive(status);

/** One generation of a set, in whatever state it is. Neighbours share their two rows, so that the words line up. */
export function Tile({
  generation,
  model,
  shape,
}: {
  generation: GenerationDto;
  model: Model | undefined;
  /** Width ÷ height; null: the set has no picture, so that its words set the height. */
  shape: number | null;
}) {
  // It gets the width to say it on a phone.
  const speaks = !hasPicture(generation);
  return (
    <li className={cn("row-span-2 grid min-w-0 grid-rows-subgrid gap-y-2", speaks && "max-sm:col-span-full")}>
      <div className="grid min-w-0 rounded-control bg-well">
        <div
          className={cn(
            "grid w-full min-w-0",
            speaks ? "min-h-36 self-stretch sm:aspect-(--shape)" : "aspect-(--shape) self-center",
          )}
          style={{ "--shape": shape ?? "auto" } as CSSProperties}
        >
          <Body generation={generation} />
        </div>
      </div>
      <div className="min-w-0">
        <TileMeta generation={generation} model={model} />
        {generation.text && generation.status === "succeeded" && <ModelSaid text={generation.text} />}
      </div>
    </li>
  );
}

function Body({ generation }: { generation: GenerationDto }) {
  switch (generation.status) {
    case "queued":
    case "running":
    case "storing":
      return <TileRunning generation={generation} />;
    case "succeeded":
      return <TilePictures generation={generation} />;
    default:
      return <TileEnded generation={generation} status={generation.status} />;
  }
}
