"use client";

import { ImageCard } from "@/components/image/image-card";
import { Icon } from "@/components/ui/icon";
import { cn } from "@/lib/cn";
import type { GenerationDto, ImageDto } from "@/lib/generations/schema";
import { useReuse } from "../use-reuse";
import { useTileActions } from "./use-tile-actions";

/** What arrived: one picture, or a small grid of those that one request brought. */
export function TilePictures({ generation }: { generation: GenerationDto }) {
  const { images } = generation;
  return (
    <ul className={cn("@container grid gap-1", images.length > 1 && "grid-cols-2 content-center")}>
      {images.map((image) => (
        <li key={image.id} className="group relative grid min-w-0">
          <ImageCard
            image={image}
            alt={generation.prompt}
            href={`/gallery/${image.id}`}
            className={cn(images.length === 1 && "size-full")}
          />
          <PictureActions generation={generation} image={image} />
        </li>
      ))}
    </ul>
  );
}

function PictureActions({ generation, image }: { generation: GenerationDto; image: ImageDto }) {
  const { favorite } = useTileActions(generation);
  const reuse = useReuse();
  return (
    <div className="pointer-events-none absolute inset-x-1.5 top-1.5 flex justify-end gap-1">
      <button
        type="button"
        aria-label="Reuse settings"
        title="Reuse settings"
        onClick={() => reuse([generation])}
        className={cn(BADGE, HIDDEN, "@max-[14rem]:hidden")}
      >
        <Icon name="reuse" size={14} />
      </button>
      <button
        type="button"
        aria-label="Favourite"
        title="Favourite"
        aria-pressed={image.favorite}
        onClick={() => favorite(image)}
        className={cn(BADGE, !image.favorite && HIDDEN)}
      >
        <Icon name="star" size={14} filled={image.favorite} />
      </button>
    </div>
  );
}

const BADGE =
  "pointer-events-auto grid size-7 place-items-center rounded-[5px] bg-black/70 text-white hover:bg-black touch:size-9";
const HIDDEN =
  "opacity-0 focus-visible:opacity-100 group-hover:opacity-100 group-focus-within:opacity-100 touch:opacity-100";
