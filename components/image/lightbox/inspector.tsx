"use client";

import Link from "next/link";
import { useAsReference } from "@/components/draft/use-as-reference";
import { Button, buttonClass } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Kbd } from "@/components/ui/kbd";
import { Skeleton } from "@/components/ui/skeleton";
import type { ImageDto } from "@/lib/generations/schema";
import type { Model } from "@/lib/models/schema";
import { RAW_LABEL, RawButton } from "../raw/raw-button";
import { CostFacts } from "./cost-facts";
import { FileFacts } from "./file-facts";
import { LineageFacts } from "./lineage-facts";
import { Recipe } from "./recipe";
import { SetStrip } from "./set-strip";
import type { useLightbox } from "./use-lightbox";

/** All that is known about the picture, and what can be done with it. Scrolls on its own. */
export function Inspector({
  box,
  models,
  onGo,
  onEdit,
}: {
  box: ReturnType<typeof useLightbox>;
  models: Model[] | undefined;
  onGo: (id: string) => void;
  /** Null: it cannot be edited. */
  onEdit: (() => void) | null;
}) {
  const { image, detail } = box;
  return (
    <aside
      aria-label="Details"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so it must be reachable by keyboard
      tabIndex={0}
      className="min-h-0 overflow-y-auto overscroll-contain border-t bg-bg -outline-offset-2 sm:border-t-0 sm:border-l"
    >
      {image && <Actions image={image} box={box} onEdit={onEdit} />}
      <div className="grid gap-6 px-4.5 pt-4 pb-8">
        {detail && image ? (
          <>
            <Recipe image={image} generation={detail.generation} models={models} />
            <LineageFacts parent={detail.parent} edits={detail.edits} onGo={onGo} />
            {detail.siblings.length > 1 && <SetStrip siblings={detail.siblings} current={image.id} onGo={onGo} />}
            <CostFacts generation={detail.generation} />
            <FileFacts image={image} generation={detail.generation} />
            <RawButton generationId={detail.generation.id}>
              {(open) => (
                <Button size="sm" className="justify-self-start" onClick={open}>
                  <Icon name="code" size={14} />
                  {RAW_LABEL}
                </Button>
              )}
            </RawButton>
          </>
        ) : (
          !box.error && <Loading />
        )}
      </div>
    </aside>
  );
}

function Actions({
  image,
  box,
  onEdit,
}: {
  image: ImageDto;
  box: ReturnType<typeof useLightbox>;
  onEdit: (() => void) | null;
}) {
  const addReference = useAsReference();
  const unreadable = image.width === null ? "This file is no picture: no model can be shown it." : undefined;
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
          <Button
            size="sm"
            variant="primary"
            aria-disabled={onEdit === null || undefined}
            title={unreadable}
            onClick={() => onEdit?.()}
          >
            <Icon name="edit" size={14} />
            Edit <Kbd>E</Kbd>
          </Button>
          <Link href={`/studio?reuse=${image.generationId}`} className={buttonClass({ size: "sm" })}>
            <Icon name="reuse" size={14} />
            Reuse settings
          </Link>
          <Button
            size="sm"
            aria-disabled={unreadable !== undefined || undefined}
            title={unreadable ?? "Add the picture to the composer's reference images"}
            onClick={() => !unreadable && addReference([image.id])}
          >
            <Icon name="image" size={14} />
            Use as reference
          </Button>
          <Button size="sm" aria-pressed={image.favorite} onClick={box.favorite}>
            <span className={image.favorite ? "text-accent" : undefined}>
              <Icon name="star" size={14} filled={image.favorite} />
            </span>
            Favorite <Kbd>F</Kbd>
          </Button>
        </>
      )}
      {!image.trashedAt && image.width !== null && (
        <Link
          href={`/studio?describe=${image.id}`}
          title="Have a text model put it into words, as a prompt"
          className={buttonClass({ size: "sm" })}
        >
          <Icon name="spark" size={14} />
          Describe
        </Link>
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
