"use client";

import Link from "next/link";
import { Button, buttonClass } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Kbd } from "@/components/ui/kbd";
import { Skeleton } from "@/components/ui/skeleton";
import type { ImageDto } from "@/lib/generations/schema";
import type { Model } from "@/lib/models/schema";
import { CostFacts } from "./cost-facts";
import { FileFacts } from "./file-facts";
import { Recipe } from "./recipe";
import { SetStrip } from "./set-strip";
import type { useLightbox } from "./use-lightbox";

/** All that is known about the picture, and what can be done with it. Scrolls on its own. */
export function Inspector({
  box,
  models,
  onGo,
}: {
  box: ReturnType<typeof useLightbox>;
  models: Model[] | undefined;
  onGo: (id: string) => void;
}) {
  const { image, detail } = box;
  return (
    <aside
      aria-label="Details"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so it must be reachable by keyboard
      tabIndex={0}
      className="min-h-0 overflow-y-auto overscroll-contain border-t bg-bg -outline-offset-2 sm:border-t-0 sm:border-l"
    >
      {image && <Actions image={image} box={box} />}
      <div className="grid gap-6 px-4.5 pt-4 pb-8">
        {detail && image ? (
          <>
            <Recipe image={image} generation={detail.generation} models={models} />
            {detail.siblings.length > 1 && <SetStrip siblings={detail.siblings} current={image.id} onGo={onGo} />}
            <CostFacts generation={detail.generation} />
            <FileFacts image={image} generation={detail.generation} />
          </>
        ) : (
          !box.error && <Loading />
        )}
      </div>
    </aside>
  );
}

function Actions({ image, box }: { image: ImageDto; box: ReturnType<typeof useLightbox> }) {
  return (
    <div className="z-10 flex flex-wrap items-center gap-1.5 border-b bg-bg px-4.5 py-3 sm:sticky sm:top-0">
      {image.trashedAt ? (
        <>
          <p className="min-w-full text-muted text-sm">In the trash, where it is kept for at least 30 days.</p>
          <Button size="sm" variant="primary" onClick={box.restore}>
            Restore
          </Button>
        </>
      ) : (
        <>
          <Link
            href={`/studio?reuse=${image.generationId}`}
            className={buttonClass({ variant: "primary", size: "sm" })}
          >
            <Icon name="reuse" size={14} />
            Reuse settings
          </Link>
          <Button size="sm" aria-pressed={image.favorite} onClick={box.favorite}>
            <span className={image.favorite ? "text-accent" : undefined}>
              <Icon name="star" size={14} filled={image.favorite} />
            </span>
            Favourite <Kbd>F</Kbd>
          </Button>
        </>
      )}
      <a href={`/api/images/${image.id}/file?download=1`} className={buttonClass({ size: "sm" })}>
        <Icon name="download" size={14} />
        Download
      </a>
      {!image.trashedAt && (
        <Button size="sm" variant="danger" onClick={box.trash}>
          <Icon name="trash" size={14} />
          Delete <Kbd>Del</Kbd>
        </Button>
      )}
    </div>
  );
}

function Loading() {
  return (
    <>
      <Skeleton className="h-16" />
      <Skeleton className="h-40" />
      <Skeleton className="h-24" />
    </>
  );
}
