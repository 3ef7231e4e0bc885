"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useState } from "react";
import { galleryKeys } from "@/lib/gallery/queries";
import type { ImageDto, Lineage } from "@/lib/generations/schema";
import { isActive } from "@/lib/generations/status";

/** Goes to the first picture of what was asked for here, once it is there, unless the person looks at another one by then. */
export function useMade(line: Lineage | undefined, shown: string, onGo: (image: ImageDto) => void) {
  const client = useQueryClient();
  const [awaited, setAwaited] = useState<string[]>([]);
  const over = line?.edits.filter(({ id, status }) => awaited.includes(id) && !isActive(status)) ?? [];
  const follow = useEffectEvent(() => {
    setAwaited((ids) => ids.filter((id) => !over.some((generation) => generation.id === id)));
    // The pictures that were edited have more to show in their lineage now.
    void client.invalidateQueries({ queryKey: galleryKeys.details });
    const made = over.find(({ edit, images }) => edit?.imageId === shown && images.length > 0)?.images[0];
    if (made) onGo(made);
  });
  useEffect(() => {
    if (over.length > 0) follow();
  }, [over.length]);
  return setAwaited;
}
