"use client";

import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { useMemo } from "react";
import { Button } from "@/components/ui/button";
import type { ModelStats } from "@/lib/generations/model-stats";
import { modelsQuery } from "@/lib/models/queries";
import type { ModelChange } from "@/lib/models/schema";
import { AddModel } from "./add-model";
import { AsOf } from "./as-of";
import { Changes } from "./changes";
import { NoModels } from "./no-models";
import { RefreshButton } from "./refresh-button";
import { isShown, rowsOf, sorted } from "./rows";
import { Table } from "./table";
import { Toolbar } from "./toolbar";
import { parseView, type View, viewAddress } from "./view";

/** Every image model with what it can do, what it costs, and how it served this person. */
export function Models({ stats, changes }: { stats: Record<string, ModelStats>; changes: ModelChange[] }) {
  const { data: list } = useQuery(modelsQuery());
  const query = useSearchParams().toString();
  const view = useMemo(() => parseView(new URLSearchParams(query)), [query]);
  const rows = useMemo(() => {
    const shown = list ? rowsOf(list, stats, view).filter((row) => isShown(row, view)) : [];
    return sorted(shown, view.sort, view.descending);
  }, [list, stats, view]);
  const change = (changed: Partial<View>) =>
    window.history.replaceState(null, "", viewAddress({ ...view, ...changed }));

  return (
    <main id="main" className="flex h-[calc(100dvh-3.25rem)] min-h-96 flex-col gap-3 px-3 py-3.5 sm:px-5">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h1 className="font-semibold text-xl tracking-tight">Models</h1>
        {list?.fetchedAt && (
          <p className="text-muted text-sm">
            <span role="status">
              {rows.length < list.models.length && `${rows.length} of `}
              {list.models.length} models
            </span>
            <AsOf fetchedAt={list.fetchedAt} />
          </p>
        )}
        <div className="ml-auto flex gap-2">
          <RefreshButton />
          <AddModel />
        </div>
      </header>
      {list && list.models.length === 0 && <NoModels />}
      {list && list.models.length > 0 && (
        <>
          <Changes changes={changes} />
          <Toolbar models={list.models} view={view} onChange={change} />
          {rows.length > 0 ? (
            <Table rows={rows} order={view} onOrder={change} />
          ) : (
            <div className="grid justify-items-center gap-3 py-16">
              <p className="text-muted">No model fits all of this.</p>
              <Button onClick={() => change(parseView(new URLSearchParams()))}>Show all models</Button>
            </div>
          )}
        </>
      )}
    </main>
  );
}
