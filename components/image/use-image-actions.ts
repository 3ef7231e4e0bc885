"use client";

import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { toast } from "@/components/ui/toast";
import type { Result } from "@/lib/errors";
import { restoreImages, setFavorite, trashImages } from "@/lib/gallery/actions";
import type { Filters } from "@/lib/gallery/filters";
import { type ImageChange, type Pages, withChange } from "@/lib/gallery/pages";
import { galleryKeys } from "@/lib/gallery/queries";
import type { ImageDetail } from "@/lib/gallery/schema";
import { unanswered } from "@/lib/generations/outdated";
import { generationKeys } from "@/lib/generations/queries";

/** What can be done with pictures. Each shows its effect at once, and reads everything again when the server refuses. */
export function useImageActions() {
  const client = useQueryClient();

  async function change(ids: string[], shown: ImageChange, request: Promise<Result<void>>): Promise<boolean> {
    show(client, ids, shown);
    const result = await request.catch(unanswered(client));
    if (!result?.ok) toast(result?.error.message ?? "The server could not be reached. Nothing was changed.");
    readAgain(client, shown, !result?.ok);
    return Boolean(result?.ok);
  }

  async function restore(ids: string[]) {
    if (await change(ids, { trashedAt: null }, restoreImages({ ids }))) toast(`${pictures(ids)} restored.`);
  }

  return {
    favorite: (ids: string[], favorite: boolean) => change(ids, { favorite }, setFavorite({ ids, favorite })),
    restore,
    async trash(ids: string[]) {
      if (await change(ids, { trashedAt: new Date().toISOString() }, trashImages({ ids }))) {
        toast(`${pictures(ids)} moved to the trash.`, { label: "Undo", run: () => restore(ids) });
      }
    },
  };
}

const pictures = ({ length }: string[]) => (length === 1 ? "1 picture" : `${length} pictures`);

/** Shows the change in every list and page that is loaded. */
function show(client: QueryClient, ids: string[], change: ImageChange): void {
  const changed = new Set(ids);
  for (const [key, list] of client.getQueriesData<Pages>({ queryKey: galleryKeys.lists })) {
    const filters = key[1] as Filters;
    if (list) client.setQueryData<Pages>(key, withChange(list, filters, changed, change));
  }
  client.setQueriesData<ImageDetail>({ queryKey: galleryKeys.details }, (detail) =>
    detail && changed.has(detail.image.id) ? { ...detail, image: { ...detail.image, ...change } } : detail,
  );
}

/** Has the lists read again that cannot know what changed: those that a picture came into, and after a refusal all. */
function readAgain(client: QueryClient, { favorite, trashedAt }: ImageChange, refused: boolean): void {
  const stale = ({ favorites, trash }: Filters) =>
    refused || (favorite !== undefined && favorites) || (trashedAt !== undefined && trash === (trashedAt !== null));
  void client.invalidateQueries({
    queryKey: galleryKeys.lists,
    predicate: ({ queryKey }) => stale(queryKey[1] as Filters),
    // A favorite that was taken back stays where it is: see `withChange`.
    refetchType: favorite !== undefined && !refused ? "none" : "active",
  });
  // Neighbours and sets have changed as well; the studio's lists hear of it by the changes that they follow.
  void client.invalidateQueries({ queryKey: galleryKeys.details });
  void client.refetchQueries({ queryKey: generationKeys.live });
}
