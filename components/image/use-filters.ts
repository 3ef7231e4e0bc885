"use client";

import { useSearchParams } from "next/navigation";
import { useMemo } from "react";
import { type Filters, parseFilters } from "@/lib/gallery/filters";

/** The gallery's filters, which are in the address. */
export function useFilters(): Filters {
  const query = useSearchParams().toString();
  return useMemo(() => parseFilters(new URLSearchParams(query)), [query]);
}
