"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useEffectEvent, useState } from "react";
import { galleryKeys } from "@/lib/gallery/queries";
import { lineageQuery } from "@/lib/generations/queries";
import type { ImageDto } from "@/lib/generations/schema";
import { threadOf } from "@/lib/generations/thread";
import type { Model } from "@/lib/models/schema";
import { MaskStage } from "../mask/mask-stage";
import { EditForm, readyInstruction } from "./edit-form";
import { Thread } from "./thread";
import { useEdit } from "./use-edit";
import { useMade } from "./use-made";

/** A picture with its line of edits, and the next one in the making. */
export function EditMode({
  image,
  rootImageId,
  models,
  stage,
  onGo,
  onClose,
}: {
  image: ImageDto;
  /** The first picture of the line. */
  rootImageId: string;
  models: Model[];
  /** The picture while nothing is painted over it. */
  stage: ReactNode;
  onGo: (id: string) => void;
  onClose: () => void;
}) {
  const client = useQueryClient();
  const line = useQuery(lineageQuery(rootImageId, image.id));
  const versions = line.data ? threadOf(line.data) : [];
  const current = versions.find(({ images }) => images.some(({ id }) => id === image.id));
  const [painting, setPainting] = useState(false);
  const go = (to: ImageDto) => {
    // It is shown at once, before its details are there.
    client.setQueryData(galleryKeys.preview(to.id), to);
    setPainting(false);
    onGo(to.id);
  };
  const stopPainting = () => {
    setPainting(false);
    readyInstruction();
  };
  const awaitMade = useMade(line.data, image.id, go);
  const edit = useEdit({
    image,
    madeBy: current?.generation,
    rootImageId,
    models,
    onAccepted(ids) {
      setPainting(false);
      awaitMade((awaited) => [...awaited, ...ids]);
    },
  });

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    // An open panel is closed first, by the browser.
    if (event.key !== "Escape" || document.querySelector(":popover-open")) return;
    event.preventDefault();
    // What is being written is not lost by one key.
    if (event.target instanceof HTMLTextAreaElement && event.target.value) event.target.blur();
    else if (painting) stopPainting();
    else onClose();
  });
  useEffect(() => {
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);

  return (
    <>
      <div className="relative min-h-0 min-w-0">
        {painting ? (
          <MaskStage
            key={image.id}
            image={image}
            alt={current?.generation.prompt ?? ""}
            history={edit.history}
            onChange={edit.setHistory}
            onDone={stopPainting}
          />
        ) : (
          stage
        )}
      </div>
      <section aria-label="Edit" className="flex min-h-0 min-w-0 flex-col border-t bg-bg sm:border-t-0 sm:border-l">
        <Thread
          versions={versions}
          models={models}
          error={line.data ? null : line.error}
          shown={image.id}
          onGo={go}
          onReuse={edit.setInstruction}
          onClose={onClose}
        />
        <EditForm edit={edit} models={models} from={current?.number} painting={painting} onPaint={setPainting} />
      </section>
    </>
  );
}
