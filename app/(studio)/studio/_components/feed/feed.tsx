"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useMemo, useRef } from "react";
import { useNow, useTimeZone } from "@/components/image/use-now";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { setsQuery } from "@/lib/generations/queries";
import type { ModelList } from "@/lib/models/schema";
import { formatUsd } from "@/lib/money";
import { type Day, daysOf } from "./days";
import { EmptyStudio } from "./empty-studio";
import { SetRow } from "./set-row";

/** All sets, newest first, by day; older ones are read as one scrolls. */
export function Feed({ list }: { list: ModelList }) {
  const { data, error, fetchNextPage, hasNextPage, isFetching, refetch } = useInfiniteQuery(setsQuery());
  const timeZone = useTimeZone();
  const now = useNow(60_000) ?? Date.now();
  const models = useMemo(() => new Map(list.models.map((model) => [model.id, model])), [list]);
  const days = useMemo(
    () => daysOf(data?.pages.flatMap((page) => page.sets) ?? [], timeZone, now),
    [data, timeZone, now],
  );

  if (error && !data) return <LoadError message={error.message} onRetry={refetch} />;
  if (!data) return <Skeleton className="mt-6 h-96 rounded-card" />;
  if (days.length === 0 && !hasNextPage) return <EmptyStudio list={list} />;
  return (
    <>
      <h1 className="sr-only">Studio</h1>
      {days.map((day, at) => (
        <section key={day.key} aria-label={day.name} className="grid gap-3.5">
          {/* Of the last day there may be more to read: a sum over a part would be wrong. */}
          <DayHeading day={day} whole={at < days.length - 1 || !hasNextPage} />
          {day.sets.map((set) => (
            <SetRow key={set.id} set={set} models={models} />
          ))}
        </section>
      ))}
      {error ? (
        <LoadError message={error.message} onRetry={fetchNextPage} />
      ) : (
        hasNextPage && <Sentinel onSeen={() => isFetching || fetchNextPage()} />
      )}
    </>
  );
}

function DayHeading({ day, whole }: { day: Day; whole: boolean }) {
  return (
    <header className="mt-5 flex items-baseline justify-between gap-4 text-muted text-sm">
      <h2>
        <b className="font-semibold text-text">{day.name}</b>
        {whole && ` · ${day.pictures} ${day.pictures === 1 ? "picture" : "pictures"}`}
      </h2>
      {whole && <span className="font-mono text-xs">{formatUsd(day.cost)}</span>}
    </header>
  );
}

/** Reads on when it comes within a window's height of being seen. */
function Sentinel({ onSeen }: { onSeen: () => void }) {
  const mark = useRef<HTMLDivElement>(null);
  const seen = useEffectEvent(onSeen);
  useEffect(() => {
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && seen(), { rootMargin: "100% 0%" });
    if (mark.current) observer.observe(mark.current);
    return () => observer.disconnect();
  }, []);
  return (
    <div ref={mark} className="py-6">
      <Skeleton className="h-72 rounded-card" />
    </div>
  );
}

function LoadError({ message, onRetry }: { message: string; onRetry: () => void }) {
  return (
    <div role="alert" className="grid justify-items-center gap-3 py-16 text-center">
      <p className="text-muted">Your pictures could not be loaded. {message}</p>
      <Button onClick={onRetry}>Try again</Button>
    </div>
  );
}
