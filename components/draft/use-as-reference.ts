"use client";

import { toast } from "@/components/ui/toast";
import { fetchJson } from "@/lib/fetch-json";
import type { ReferenceDto } from "@/lib/generations/schema";
import { useDraftStore } from "./draft-context";
import { takeReferences } from "./take-references";

/** Puts pictures of the gallery among the composer's reference images, in the order given. Spends nothing. */
export function useAsReference(): (imageIds: string[]) => Promise<void> {
  const store = useDraftStore();
  return async (imageIds) => {
    try {
      const references: ReferenceDto[] = [];
      for (const imageId of imageIds) references.push(await referenceOf(imageId));
      takeReferences(store, references);
    } catch (error) {
      toast(error instanceof Error ? error.message : String(error));
    }
  };
}

const referenceOf = (imageId: string) =>
  fetchJson<ReferenceDto>("/api/references", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ imageId }),
  });
