"use client";

import { useState } from "react";
import type { ReferenceDto } from "@/lib/generations/schema";
import type { History } from "../mask/history";

/** An edit that was begun. */
interface Unsent {
  instruction: string;
  /** Painted over one picture: it means nothing on another. */
  painted: { imageId: string; history: History } | null;
  /** Further pictures to show the model. */
  references: ReferenceDto[];
}

const NEW: Unsent = { instruction: "", painted: null, references: [] };

const lines = new Map<string, Unsent>();

/** What was begun on a line of edits and not sent. It outlives the form, which a key or a press closes, but no reload. */
export function useUnsent(rootImageId: string) {
  const [unsent, setUnsent] = useState(() => lines.get(rootImageId) ?? NEW);
  function change(part: (now: Unsent) => Partial<Unsent>) {
    const now = lines.get(rootImageId) ?? NEW;
    const next = { ...now, ...part(now) };
    lines.set(rootImageId, next);
    setUnsent(next);
  }
  return [unsent, change] as const;
}
