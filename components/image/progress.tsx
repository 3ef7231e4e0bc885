"use client";

import type { GenerationDto } from "@/lib/generations/schema";
import { clockTime, duration } from "@/lib/time";
import { useNow } from "./use-now";

/** How far a generation that is under way has come, in a few words: `0:12 · preview 1`. */
export function Progress({ generation }: { generation: GenerationDto }) {
  const now = useNow();
  const { status, startedAt, runAfter, previews, unsent } = generation;
  if (unsent) return "not sent yet";
  if (status === "storing") return "saving";
  if (now === null) return "…";
  if (status === "queued") {
    return Date.parse(runAfter) > now + 1_000 ? `again at ${clockTime(runAfter)}` : "queued";
  }
  const clock = duration(startedAt === null ? 0 : now - Date.parse(startedAt));
  return previews > 0 ? `${clock} · preview ${previews}` : clock;
}
