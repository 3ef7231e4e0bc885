"use client";

import { draftOf } from "@/components/draft/draft";
import { useDraftStore } from "@/components/draft/draft-context";
import { toast } from "@/components/ui/toast";
import type { GenerationDto } from "@/lib/generations/schema";

/** Puts a recipe into the composer; what stood there can be brought back. Spends nothing. */
export function useReuse(): (generations: GenerationDto[]) => void {
  const store = useDraftStore();
  return (generations) => {
    const before = store.get();
    store.set(draftOf(generations));
    focusPrompt();
    toast("The settings are in the composer.", { label: "Undo", run: () => store.set(before) });
  };
}

export const PROMPT_ID = "prompt";

export const focusPrompt = () => document.getElementById(PROMPT_ID)?.focus();
