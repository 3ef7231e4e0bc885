"use client";

import { cn } from "@/lib/cn";
import type { GenerationDto } from "@/lib/generations/schema";
import { expectedSize, ratioOf } from "@/lib/models/dimensions";
import type { Model } from "@/lib/models/schema";
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

/** One generation of a set, in whatever state it is. */
export function Tile({ generation, model }: { generation: GenerationDto; model: Model | undefined }) {
  return (
    <li className="flex min-w-0 flex-col gap-2">
      <div
        className={cn("relative grid min-w-0 rounded-control bg-well")}
        style={{ aspectRatio: shapeOf(generation, model) }}
      >
        <Body generation={generation} />
      </div>
      <TileMeta generation={generation} model={model} />
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
