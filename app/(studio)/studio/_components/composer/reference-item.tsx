"use client";

import { type DragEvent, type KeyboardEvent, useRef, useState } from "react";
import { Icon } from "@/components/ui/icon";
import { cn } from "@/lib/cn";
import { referenceName } from "@/lib/generations/reference-name";
import type { ReferenceDto } from "@/lib/generations/schema";
import { Corner, REFERENCE_FRAME } from "./corner";
import { nameInPrompt } from "./name-in-prompt";

/** One reference image under the number by which the prompt can name it. ← and → move it, Delete takes it out. */
export function ReferenceItem({
  reference: { id, width, height },
  number,
  onMove,
  onRemove,
  onDragStart,
  onDrop,
}: {
  reference: ReferenceDto;
  /** From 1. */
  number: number;
  /** By -1 or 1. */
  onMove: (by: number) => void;
  onRemove: () => void;
  onDragStart: () => void;
  onDrop: () => void;
}) {
  const button = useRef<HTMLButtonElement>(null);
  const [over, setOver] = useState(false);
  const name = referenceName(number);

  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step) {
      onMove(step);
      // An element that changes its place loses the focus.
      requestAnimationFrame(() => button.current?.focus());
    } else if (event.key === "Delete") onRemove();
    else return;
    event.preventDefault();
  }

  return (
    <li
      draggable
      onDragStart={onDragStart}
      onDragOver={(event: DragEvent) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        onDrop();
      }}
      className={cn(REFERENCE_FRAME, "group", over && "border-accent")}
    >
      <button
        ref={button}
        type="button"
        title={`${name}, ${width}×${height}. Press to name it in the prompt; ← and → move it, Delete removes it.`}
        aria-keyshortcuts="ArrowLeft ArrowRight Delete"
        onClick={() => nameInPrompt(name)}
        onKeyDown={onKeyDown}
        className="block size-full -outline-offset-2"
      >
        {/* biome-ignore lint/performance/noImgElement: already a thumbnail, from a route that checks its owner */}
        <img src={`/api/references/${id}/thumb`} alt={name} className="size-full object-cover" draggable={false} />
        <b
          className="absolute top-0.5 left-1 text-white text-xs [text-shadow:0_1px_2px_#000,0_0_3px_#000]"
          aria-hidden="true"
        >
          {number}
        </b>
      </button>
      <Corner label={`Remove ${name}`} className="top-0 right-0 rounded-bl-lg" onClick={onRemove}>
        <Icon name="close" size={12} />
      </Corner>
      {number > 1 && (
        <Corner
          label={`Move ${name} one to the front`}
          className="bottom-0 left-0 rounded-tr-lg"
          onClick={() => onMove(-1)}
        >
          <Icon name="left" size={12} />
        </Corner>
      )}
    </li>
  );
}
