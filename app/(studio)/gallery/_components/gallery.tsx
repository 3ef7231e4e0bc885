"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useFilters } from "@/components/image/use-filters";
import { useImageActions } from "@/components/image/use-image-actions";
import { Button } from "@/components/ui/button";
import { cn } from "@/lib/cn";
import { filterQuery } from "@/lib/gallery/filters";
import { itemsOf } from "@/lib/gallery/pages";
import { galleryQuery } from "@/lib/gallery/queries";
import { shortName } from "@/lib/models/names";
import { modelsQuery } from "@/lib/models/queries";
import { ArrivalsButton } from "./arrivals-button";
import { Empty } from "./empty";
import { FilterBar } from "./filter-bar";
import { Grid } from "./grid";
import { LoadError, LoadingRows } from "./loading-rows";
import { SelectionBar } from "./selection-bar";
import { Tile } from "./tile";
import { useSelection } from "./use-selection";

/** Every picture, newest first: search, favorites, trash. */
export function Gallery() {
  const filters = useFilters();
  const list = useInfiniteQuery(galleryQuery(filters));
  const items = useMemo(() => itemsOf(list.data), [list.data]);
  const ids = useMemo(() => items.map(({ id }) => id), [items]);
  const names = useModelNames();
  const actions = useImageActions();
  const selection = useSelection(ids);
  // Of another search, until this one's are there.
  const outdated = list.isPlaceholderData;
  const query = filterQuery(filters);

  return (
    <main id="main" className="px-3 pb-24 sm:px-5">
      <h1 className="sr-only">Gallery</h1>
      <FilterBar filters={filters} total={outdated ? null : (list.data?.pages[0]?.total ?? null)}>
        {items.length > 0 && !selection.active && (
          <Button size="sm" variant="ghost" onClick={selection.start}>
            Select
          </Button>
        )}
      </FilterBar>
      {filters.trash && items.length > 0 && (
        <p className="pb-3 text-muted text-sm">Pictures in the trash are kept for at least 30 days.</p>
      )}
      {list.data && !outdated && <ArrivalsButton filters={filters} list={list.data} held={selection.active} />}
      {list.data && !outdated && items.length === 0 && !list.hasNextPage && <Empty filters={filters} />}
      <div className={cn("transition-opacity", outdated && "opacity-50")}>
        <Grid
          items={items}
          onNearEnd={() => list.hasNextPage && !list.isFetching && !list.isError && list.fetchNextPage()}
          tile={(item, style, className) => (
            <Tile
              key={item.id}
              item={item}
              href={`/gallery/${item.id}${query}`}
              model={names.get(item.model) ?? item.model}
              selected={selection.selected.has(item.id)}
              selecting={selection.active}
              onSelect={(range) => selection.toggle(item.id, range)}
              onFavorite={() => actions.favorite([item.id], !item.favorite)}
              onRestore={() => actions.restore([item.id])}
              style={style}
              className={className}
            />
          )}
        />
      </div>
      {list.isError ? (
        <LoadError
          message={list.error.message}
          onRetry={() => (list.data && !outdated ? list.fetchNextPage() : list.refetch())}
        />
      ) : (
        (list.isPending || list.isFetchingNextPage) && <LoadingRows />
      )}
      {selection.active && (
        <SelectionBar
          items={items.filter(({ id }) => selection.selected.has(id))}
          trash={filters.trash}
          onDone={selection.clear}
        />
      )}
    </main>
  );
}

function useModelNames(): Map<string, string> {
  const models = useQuery(modelsQuery()).data?.models;
  return useMemo(() => new Map(models?.map((model) => [model.id, shortName(model)])), [models]);
}
