"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { type Live, liveQuery } from "@/lib/generations/queries";

const count = ({ active }: Live) => {
  const queued = active.filter((generation) => generation.status === "queued").length;
  return { queued, running: active.length - queued };
};

/** How much is under way, on every page; leads to where it is shown. */
export function RunningPill() {
  const { data } = useQuery({ ...liveQuery(), select: count });
  const parts = [data?.running ? `${data.running} running` : "", data?.queued ? `${data.queued} queued` : ""].filter(
    Boolean,
  );
  if (parts.length === 0) return null;
  return (
    <Link
      href="/studio"
      onClick={() => window.scrollTo({ top: 0 })}
      className="inline-flex h-7.5 items-center gap-2 rounded-full border border-line px-2.5 text-sm tabular-nums hover:border-line-strong touch:h-11"
    >
      <span className="size-[7px] rounded-full bg-accent ring-4 ring-accent-soft" aria-hidden="true" />
      <span className="max-sm:sr-only">{parts.join(" · ")}</span>
      <span className="sm:hidden" aria-hidden="true">
        {(data?.running ?? 0) + (data?.queued ?? 0)}
      </span>
    </Link>
  );
}
