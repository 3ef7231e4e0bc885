"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { filterQuery } from "@/lib/gallery/filters";
import { isShown } from "@/lib/gallery/media";
import { galleryKeys, imageQuery } from "@/lib/gallery/queries";
import type { ImageDto } from "@/lib/generations/schema";
import { useFilters } from "../use-filters";
import { useImageActions } from "../use-image-actions";
import { isOver, moveOn } from "./address";

/** The picture at this address, and the ways on from it. */
export function useLightbox(id: string) {
  const client = useQueryClient();
  const router = useRouter();
  const filters = useFilters();
  const { data: detail, error, refetch } = useQuery(imageQuery(id, filters));
  const actions = useImageActions();
  // What the link that was pressed knew already.
  const image = detail?.image ?? client.getQueryData<ImageDto>(galleryKeys.preview(id));

  const previous = detail?.previous ?? null;
  const next = detail?.next ?? null;
  useEffect(() => {
    for (const neighbour of [next, previous]) {
      if (neighbour)
        void client.query(imageQuery(neighbour, filters)).then(
          ({ image }) => warm(image),
          () => {},
        );
    }
  }, [client, filters, next, previous]);

  const go = (to: string | null) => to && moveOn(`/gallery/${to}${filterQuery(filters)}`);
  const close = () => (isOver() ? window.history.back() : router.push(`/gallery${filterQuery(filters)}`));
  return {
    detail,
    image,
    error,
    refetch,
    previous,
    next,
    go,
    close,
    favorite: () => image && actions.favorite([id], !image.favorite),
    restore: () => actions.restore([id]),
    trash() {
      void actions.trash([id]);
      const on = next ?? previous;
      if (on) go(on);
      else close();
    },
  };
}

/** Has the browser fetch a neighbour's bytes, so that an arrow key shows it at once. */
function warm({ id, mediaType }: ImageDto) {
  if (isShown(mediaType)) new Image().src = `/api/images/${id}/file`;
}
