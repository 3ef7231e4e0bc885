"use client";

import { useState } from "react";
import { fetchJson } from "@/lib/fetch-json";
import type { ReferenceDto } from "@/lib/generations/schema";

/** Further pictures to show the model, uploaded one after another so that they keep their order. */
export function useExtraReferences(
  references: ReferenceDto[],
  change: (next: (all: ReferenceDto[]) => ReferenceDto[]) => void,
) {
  const [uploading, setUploading] = useState(0);
  const [trouble, setTrouble] = useState<string | null>(null);

  async function add(files: File[]) {
    setTrouble(null);
    setUploading((count) => count + files.length);
    for (const file of files) {
      try {
        const added = await fetchJson<ReferenceDto>("/api/references", { method: "POST", body: file });
        change((all) => (all.some(({ id }) => id === added.id) ? all : [...all, added]));
      } catch (error) {
        setTrouble(`${file.name}: ${error instanceof Error ? error.message : String(error)}`);
      } finally {
        setUploading((count) => count - 1);
      }
    }
  }

  return {
    references,
    uploading: uploading > 0,
    trouble,
    add,
    remove: (id: string) => change((all) => all.filter((reference) => reference.id !== id)),
  };
}
