"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { Icon, type IconName } from "@/components/ui/icon";
import { SearchField } from "@/components/ui/search-field";
import { cn } from "@/lib/cn";
import { type Filters, filterQuery, NO_FILTERS, QUERY_MAX } from "@/lib/gallery/filters";

const addressOf = (filters: Filters) => `/gallery${filterQuery(filters)}`;

/** Search and the three parts of the gallery. All of it is in the address, which changes without loading a page. */
export function FilterBar({
  filters,
  total,
  children,
}: {
  filters: Filters;
  total: number | null;
  children: ReactNode;
}) {
  const { q } = filters;
  const all = { ...NO_FILTERS, q };
  return (
    <div className="flex flex-wrap items-center gap-2 py-3.5">
      <SearchField
        label="Search by words of the prompt"
        value={q}
        maxLength={QUERY_MAX}
        onSearch={(text) => window.history.replaceState(null, "", addressOf({ ...filters, q: text }))}
        className="flex-[1_1_14rem] sm:max-w-140"
      />
      <nav aria-label="Part of the gallery" className="flex gap-2">
        <Chip to={all} on={!filters.favorites && !filters.trash}>
          All
        </Chip>
        <Chip to={{ ...all, favorites: true }} on={filters.favorites}>
          <ChipIcon name="star" filled={filters.favorites} />
          Favorites
        </Chip>
        <Chip to={{ ...all, trash: true }} on={filters.trash}>
          <ChipIcon name="trash" />
          Trash
        </Chip>
      </nav>
      <div className="ml-auto flex items-center gap-1 sm:gap-3">
        <p role="status" className="font-mono text-muted text-xs">
          {total !== null && (
            <>
              {total.toLocaleString("en")}
              <span className="max-sm:sr-only"> {total === 1 ? "picture" : "pictures"}</span>
            </>
          )}
        </p>
        {children}
      </div>
    </div>
  );
}

function Chip({ to, on, children }: { to: Filters; on: boolean; children: ReactNode }) {
  const href = addressOf(to);
  return (
    <Link
      href={href}
      prefetch={false}
      aria-current={on ? "page" : undefined}
      onNavigate={(event) => {
        event.preventDefault();
        window.history.pushState(null, "", href);
      }}
      className={cn(
        "inline-flex h-9 items-center gap-1.5 rounded-control border px-3 touch:h-11",
        on ? "border-line-strong bg-surface" : "text-muted hover:text-text",
      )}
    >
      {children}
    </Link>
  );
}

function ChipIcon({ name, filled }: { name: IconName; filled?: boolean }) {
  return (
    <span className="max-sm:hidden">
      <Icon name={name} size={14} filled={filled} />
    </span>
  );
}
