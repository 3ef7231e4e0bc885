"use client";

import { type CSSProperties, useState } from "react";
import { EditOf } from "@/components/image/edit-of";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { cn } from "@/lib/cn";
import type { SetDto } from "@/lib/generations/schema";
import type { Model } from "@/lib/models/schema";
import { useReuse } from "../use-reuse";
import { hasPicture, shapeOf, Tile } from "./tile";

const COLUMNS = 4;
/** A picture is about this high where there is room. */
const HEIGHT_REM = 24;
/** A panorama gets no more room than this ratio. */
const WIDEST = 2;
/** The same ratio in the pixels of another model: such neighbours are shown equally high. */
const SAME_SHAPE = 1.05;
/** Characters; a longer prompt is folded. */
const FOLDED = 320;

/** One press of Generate: the prompt, and its pictures side by side. Few or narrow ones leave room for the prompt beside them. */
export function SetRow({ set, models }: { set: SetDto; models: Map<string, Model> }) {
  const reuse = useReuse();
  const [unfolded, setUnfolded] = useState(false);
  const { prompt, generations } = set;
  const columns = Math.min(COLUMNS, generations.length);
  const narrow = Math.min(2, columns);
  const shapes = generations.map((generation) => shapeOf(generation, models.get(generation.model)));
  const tallest = Math.min(...shapes);
  const width = columns * HEIGHT_REM * Math.min(Math.max(...shapes), WIDEST);
  return (
    <article
      aria-label={prompt.slice(0, 80)}
      className="flex min-w-0 flex-row-reverse flex-wrap gap-x-5 gap-y-3 rounded-card border bg-surface p-2.5 [contain-intrinsic-size:auto_30rem] [content-visibility:auto] sm:p-3.5"
    >
      <div className="flex min-w-0 flex-[999_1_18rem] items-start gap-4">
        <div className="min-w-0 flex-1">
          {generations[0]?.edit && <EditOf imageId={generations[0].edit.imageId} />}
          <p
            className={cn(
              "max-w-[78ch] whitespace-pre-line text-pretty [overflow-wrap:anywhere]",
              !unfolded && prompt.length > FOLDED && "line-clamp-3",
            )}
          >
            {prompt}
          </p>
          {prompt.length > FOLDED && (
            <button
              type="button"
              aria-expanded={unfolded}
              onClick={() => setUnfolded(!unfolded)}
              className="min-h-6 text-muted text-sm underline underline-offset-2 hover:text-text"
            >
              {unfolded ? "Show less" : "Show all"}
            </button>
          )}
        </div>
        <Button size="sm" onClick={() => reuse(generations)} className="max-sm:px-2 touch:max-sm:size-11">
          <Icon name="reuse" size={14} />
          <span className="max-sm:sr-only">Reuse settings</span>
        </Button>
      </div>
      <ul
        className="grid min-w-0 flex-[1_1_min(100%,var(--width))] grid-flow-dense grid-cols-[repeat(var(--narrow),minmax(0,1fr))] gap-x-3 gap-y-4 sm:grid-cols-[repeat(var(--medium),minmax(0,1fr))] lg:grid-cols-[repeat(var(--wide),minmax(0,1fr))]"
        style={
          {
            "--wide": columns,
            "--medium": columns === 3 ? 3 : narrow,
            "--narrow": narrow,
            "--width": `${width.toFixed(1)}rem`,
          } as CSSProperties
        }
      >
        {generations.map((generation, at) => {
          const own = shapes[at] ?? 1;
          const shape = own / tallest < SAME_SHAPE ? tallest : own;
          return (
            <Tile
              key={generation.id}
              generation={generation}
              model={models.get(generation.model)}
              shape={generations.some(hasPicture) ? shape : null}
            />
          );
        })}
      </ul>
    </article>
  );
}
