"use client";

import type { CSSProperties } from "react";
import { ImageCard } from "@/components/image/image-card";
import { Icon } from "@/components/ui/icon";
import { cn } from "@/lib/cn";
import type { GalleryItem } from "@/lib/gallery/schema";
import { formatUsd } from "@/lib/money";

/** A picture of the grid; hovered or focused it says what it cost and who made it, and can be marked or chosen. */
export function Tile({
  item,
  href,
  model,
  selected,
  selecting,
  onSelect,
  onFavorite,
  onRestore,
  style,
  className,
}: {
  item: GalleryItem;
  href: string;
  /** The model's name. */
  model: string;
  selected: boolean;
  /** Pictures are being chosen: a press anywhere on the tile does that. */
  selecting: boolean;
  /** `range`: everything between this one and the one chosen before. */
  onSelect: (range: boolean) => void;
  onFavorite: () => void;
  onRestore: () => void;
  style: CSSProperties;
  className?: string;
}) {
  const trashed = item.trashedAt !== null;
  return (
    <li
      style={style}
      className={cn(
        "group select-none rounded-control",
        selected && "outline-2 outline-accent outline-offset-2",
        className,
      )}
    >
      <ImageCard image={item} alt={item.prompt} href={href} className="size-full" />
      <p
        className={cn(
          "pointer-events-none absolute inset-x-0 bottom-0 flex justify-between gap-3 rounded-b-control bg-black/70 px-2 py-1 text-white text-xs",
          HIDDEN,
          "touch:hidden",
        )}
      >
        <span className="font-mono">{item.cost === null ? "not reported" : formatUsd(item.cost)}</span>
        <span className="truncate">{model}</span>
      </p>
      <span className={cn("absolute", selecting ? "inset-0" : cn("top-0 left-0 size-9.5", HIDDEN, "touch:hidden"))}>
        {/* As large as what it takes presses for; what is seen is the box below. */}
        <input
          type="checkbox"
          aria-label={`Choose: ${item.prompt.slice(0, 80)}`}
          checked={selected}
          onChange={(event) => onSelect((event.nativeEvent as MouseEvent).shiftKey)}
          className="peer absolute inset-0 m-0 size-full cursor-pointer opacity-0"
        />
        <span
          aria-hidden="true"
          className={cn(
            "pointer-events-none absolute top-2 left-2 grid size-5.5 place-items-center rounded-[5px] border-2 outline-accent outline-offset-2 peer-focus-visible:outline-2",
            selected ? "border-accent bg-accent text-bg" : "border-white bg-black/60 text-transparent",
          )}
        >
          <Icon name="check" />
        </span>
      </span>
      {!selecting && (
        <button
          type="button"
          aria-label={trashed ? "Restore" : "Favorite"}
          title={trashed ? "Restore" : "Favorite"}
          aria-pressed={trashed ? undefined : item.favorite}
          onClick={trashed ? onRestore : onFavorite}
          className={cn(
            "absolute top-1.5 right-1.5 grid size-7 place-items-center rounded-[5px] bg-black/70 text-white hover:bg-black",
            (trashed || !item.favorite) && cn(HIDDEN, "touch:hidden"),
          )}
        >
          <Icon name={trashed ? "reuse" : "star"} size={14} filled={!trashed && item.favorite} />
        </button>
      )}
    </li>
  );
}

const HIDDEN = "opacity-0 group-hover:opacity-100 group-has-focus-visible:opacity-100";
