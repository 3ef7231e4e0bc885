"use client";

import { useRef } from "react";
import type { ReferenceDto } from "@/lib/generations/schema";
import { ReferenceItem } from "./reference-item";
import { UploadingItem } from "./uploading-item";
import type { Upload } from "./use-uploads";

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
        <ReferenceItem
          key={reference.id}
          reference={reference}
          number={at + 1}
          onMove={(by) => move(at, at + by)}
          onRemove={() => onChange(references.filter(({ id }) => id !== reference.id))}
          onDragStart={() => {
            dragged.current = at;
          }}
          onDrop={() => move(dragged.current, at)}
        />
      ))}
      {uploads.map((upload) => (
        <UploadingItem key={upload.id} upload={upload} onDismiss={() => onDismiss(upload)} />
      ))}
    </ul>
  );
}
