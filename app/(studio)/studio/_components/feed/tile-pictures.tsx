"use client";

import { useAsReference } from "@/components/draft/use-as-reference";
import { ImageCard } from "@/components/image/image-card";
import { RAW_LABEL, RawButton } from "@/components/image/raw/raw-button";
import { useGenerationActions } from "@/components/image/use-generation-actions";
import { Icon } from "@/components/ui/icon";
import { cn } from "@/lib/cn";
import type { GenerationDto, ImageDto } from "@/lib/generations/schema";
import { useReuse } from "../use-reuse";

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
  const { favorite } = useGenerationActions(generation);
  const reuse = useReuse();
  const addReference = useAsReference();
  return (
    <div className="pointer-events-none absolute inset-x-1.5 top-1.5 flex justify-end gap-1">
      <RawButton generationId={generation.id}>
        {(open) => (
          <button
            type="button"
            aria-label={RAW_LABEL}
            title={RAW_LABEL}
            onClick={open}
            className={cn(BADGE, HIDDEN, "@max-[14rem]:hidden")}
          >
            <Icon name="code" size={14} />
          </button>
        )}
      </RawButton>
      {image.width !== null && (
        <button
          type="button"
          aria-label="Use as reference"
          title="Use as reference"
          onClick={() => addReference([image.id])}
          className={cn(BADGE, HIDDEN, "@max-[14rem]:hidden")}
        >
          <Icon name="image" size={14} />
        </button>
      )}
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
        aria-label="Favorite"
        title="Favorite"
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
