"use client";

import { type DragEvent, type ReactNode, useRef } from "react";
import { Icon } from "@/components/ui/icon";
import { cn } from "@/lib/cn";
import type { ReferenceDto } from "@/lib/generations/schema";
import type { Upload } from "./use-uploads";

const FRAME = "relative size-12 shrink-0 overflow-hidden rounded-lg border bg-well touch:size-16";
const CORNER = "absolute grid size-6 place-items-center bg-black/70 text-white";

/** The reference images in the order the models get them, then those still on their way. */
export function ReferenceTray({
  references,
  uploads,
  onChange,
  onDismiss,
}: {
  references: ReferenceDto[];
  uploads: Upload[];
  onChange: (references: ReferenceDto[]) => void;
  onDismiss: (upload: Upload) => void;
}) {
  const dragged = useRef(-1);
  const move = (from: number, to: number) => {
    const next = references.filter((_, at) => at !== from);
    const reference = references[from];
    if (reference && to >= 0 && to < references.length) onChange(next.toSpliced(to, 0, reference));
  };
  if (references.length + uploads.length === 0) return null;
  return (
    <ul aria-label="Reference images" className="flex gap-1.5 overflow-x-auto p-1 pb-2">
      {references.map((reference, at) => (
        <li
          key={reference.id}
          draggable
          onDragStart={() => {
            dragged.current = at;
          }}
          onDragOver={(event: DragEvent) => event.preventDefault()}
          onDrop={(event) => {
            event.preventDefault();
            move(dragged.current, at);
          }}
          className={cn(FRAME, "group")}
        >
          {/* biome-ignore lint/performance/noImgElement: already a thumbnail, from a route that checks its owner */}
          <img
            src={`/api/references/${reference.id}/thumb`}
            alt={`Reference ${at + 1}`}
            className="size-full object-cover"
            draggable={false}
          />
          <b
            className="absolute top-0.5 left-1 text-white text-xs [text-shadow:0_1px_2px_#000,0_0_3px_#000]"
            aria-hidden="true"
          >
            {at + 1}
          </b>
          <Corner
            label={`Remove reference ${at + 1}`}
            className="top-0 right-0 rounded-bl-lg"
            onClick={() => onChange(references.filter(({ id }) => id !== reference.id))}
          >
            <Icon name="close" size={12} />
          </Corner>
          {at > 0 && (
            <Corner
              label={`Move reference ${at + 1} one to the front`}
              className="bottom-0 left-0 rounded-tr-lg"
              onClick={() => move(at, at - 1)}
            >
              <Icon name="left" size={12} />
            </Corner>
          )}
        </li>
      ))}
      {uploads.map((upload) => (
        <li key={upload.id} className={cn("flex items-center gap-2", upload.error && "max-w-72")}>
          <div className={cn(FRAME, upload.error && "border-bad")}>
            {upload.error ? (
              <span className="grid size-full place-items-center text-muted">
                <Icon name="file" size={20} />
                <Corner
                  label={`Dismiss ${upload.name}`}
                  className="top-0 right-0 rounded-bl-lg opacity-100"
                  onClick={() => onDismiss(upload)}
                >
                  <Icon name="close" size={12} />
                </Corner>
              </span>
            ) : (
              <>
                {/* biome-ignore lint/performance/noImgElement: a local file */}
                <img src={upload.preview} alt="" className="size-full object-cover opacity-50" />
                <progress
                  aria-label={`Uploading ${upload.name}`}
                  value={upload.progress}
                  className="absolute inset-x-1 bottom-1 h-1 w-10 accent-accent"
                />
              </>
            )}
          </div>
          {upload.error && (
            <p role="alert" className="min-w-40 text-bad text-xs leading-snug">
              {upload.name}: {upload.error}
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}

/** A small control on a picture: shown on hover and focus, always on a touch screen. */
function Corner({
  label,
  className,
  onClick,
  children,
}: {
  label: string;
  className: string;
  onClick: () => void;
  children: ReactNode;
}) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={onClick}
      className={cn(CORNER, "opacity-0 focus-visible:opacity-100 group-hover:opacity-100 touch:opacity-100", className)}
    >
      {children}
    </button>
  );
}
