"use client";

import { useAsReference } from "@/components/draft/use-as-reference";
import { useImageActions } from "@/components/image/use-image-actions";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { IconButton } from "@/components/ui/icon-button";
import type { GalleryItem } from "@/lib/gallery/schema";

/** What can be done with the chosen pictures, at the foot of the window while any are chosen. */
export function SelectionBar({
  items,
  trash,
  onDone,
}: {
  /** The chosen ones. */
  items: GalleryItem[];
  trash: boolean;
  onDone: () => void;
}) {
  const actions = useImageActions();
  const addReferences = useAsReference();
  const ids = items.map(({ id }) => id);
  const allFavorite = items.every(({ favorite }) => favorite);
  const act = (action: (ids: string[]) => void) => {
    action(ids);
    onDone();
  };
  return (
    <section
      aria-label="Chosen pictures"
      className="-translate-x-1/2 fixed bottom-5 left-1/2 z-20 flex w-max max-w-[calc(100vw-1.5rem)] flex-wrap items-center justify-center gap-1.5 rounded-panel border border-line-strong bg-raised p-2 shadow-float"
    >
      <p role="status" className="px-1.5 font-medium">
        {ids.length === 0 ? "Choose pictures" : `${ids.length.toLocaleString("en")} chosen`}
      </p>
      {trash ? (
        <Button size="sm" disabled={ids.length === 0} onClick={() => act(actions.restore)}>
          <Icon name="reuse" size={14} />
          Restore
        </Button>
      ) : (
        <>
          <Button
            size="sm"
            disabled={ids.length === 0}
            onClick={() => act((chosen) => actions.favorite(chosen, !allFavorite))}
          >
            <Icon name="star" size={14} filled={ids.length > 0 && allFavorite} />
            {ids.length > 0 && allFavorite ? "No favorite" : "Favorite"}
          </Button>
          <Button size="sm" disabled={ids.length === 0} onClick={() => act(addReferences)}>
            <Icon name="image" size={14} />
            Use as reference
          </Button>
          <Button size="sm" variant="danger" disabled={ids.length === 0} onClick={() => act(actions.trash)}>
            <Icon name="trash" size={14} />
            Delete
          </Button>
        </>
      )}
      <IconButton label="Choose none (Esc)" onClick={onDone}>
        <Icon name="close" />
      </IconButton>
    </section>
  );
}
