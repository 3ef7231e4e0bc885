"use client";

import { useSearchParams } from "next/navigation";
import { useEffect, useEffectEvent } from "react";
import { useDraftStore } from "@/components/draft/draft-context";
import { focusPrompt } from "./use-reuse";

/** Follows a link to `/studio?model=…` once: chooses that model alone. The address then is the studio's own. */
export function LinkedModel() {
  const store = useDraftStore();
  const id = useSearchParams().get("model");
  const follow = useEffectEvent((model: string) => {
    window.history.replaceState(null, "", "/studio");
    store.set({ models: [model] });
    focusPrompt();
  });
  useEffect(() => {
    if (id) follow(id);
  }, [id]);
  return null;
}
