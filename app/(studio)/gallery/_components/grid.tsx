"use client";

import { useWindowVirtualizer } from "@tanstack/react-virtual";
import {
  type CSSProperties,
  type ReactNode,
  type RefObject,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import type { GalleryItem } from "@/lib/gallery/schema";
import { justify, shapeOf } from "./justify";

/** Pixels between pictures. */
const GAP = 8;
/** Pixels that a row has at least, in a wide and in a narrow window; the classes below say the same. */
const ROW = 200;
const ROW_NARROW = 120;
const WIDE = "(min-width: 40rem)";
/** Rows kept beyond the edges of the window, and from how far off the next page is fetched. */
const OVERSCAN = 4;

/** Pictures in justified rows, of which only those near the window exist. */
export function Grid({
  items,
  tile,
  onNearEnd,
}: {
  items: GalleryItem[];
  tile: (item: GalleryItem, style: CSSProperties, className: string) => ReactNode;
  onNearEnd: () => void;
}) {
  const list = useRef<HTMLUListElement>(null);
  const place = usePlace(list);
  const shapes = useMemo(() => items.map(({ width, height }) => shapeOf(width, height)), [items]);
  const rows = useMemo(
    () => (place ? justify(shapes, { width: place.width, height: place.row, gap: GAP }) : []),
    [shapes, place],
  );
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: (at) => rows[at]?.height ?? 0,
    getItemKey: (at) => items[rows[at]?.start ?? 0]?.id ?? at,
    gap: GAP,
    overscan: OVERSCAN,
    scrollMargin: place?.top ?? 0,
    useFlushSync: false,
  });
  // The heights are known, not measured: what the virtualizer remembers of other rows is wrong now.
  // biome-ignore lint/correctness/useExhaustiveDependencies: for other rows
  useLayoutEffect(() => virtual.measure(), [rows]);

  const shown = virtual.getVirtualItems();
  const nearEnd = rows.length > 0 && (shown.at(-1)?.index ?? 0) >= rows.length - 1;
  const readOn = useEffectEvent(onNearEnd);
  // biome-ignore lint/correctness/useExhaustiveDependencies: again for each page, where one does not fill the window
  useEffect(() => {
    if (nearEnd) readOn();
  }, [nearEnd, items.length]);

  if (!place) {
    // Before any script has run the browser's own rows show the same.
    return (
      <ul ref={list} className="flex flex-wrap gap-2 [--row:120px] sm:[--row:200px]">
        {items.map((item, at) =>
          tile(item, { flex: `${shapes[at]} 1 calc(${shapes[at]} * var(--row))`, aspectRatio: shapes[at] }, "relative"),
        )}
        <li aria-hidden="true" className="grow-1000" />
      </ul>
    );
  }
  return (
    <ul ref={list} className="relative" style={{ height: virtual.getTotalSize() }}>
      {shown.flatMap(({ index, start }) => {
        const row = rows[index];
        let left = 0;
        return items.slice(row?.start, row?.end).map((item, at) => {
          const height = row?.height ?? 0;
          const width = (shapes[(row?.start ?? 0) + at] ?? 1) * height;
          const style = { translate: `${left}px ${start - place.top}px`, width, height };
          left += width + GAP;
          return tile(item, style, "absolute top-0 left-0");
        });
      })}
    </ul>
  );
}

/** Where the list lies in the document and how wide it is, in pixels; null until that is known. */
function usePlace(list: RefObject<HTMLElement | null>): { top: number; width: number; row: number } | null {
  const [place, setPlace] = useState<{ top: number; width: number; row: number } | null>(null);
  useLayoutEffect(() => {
    const measure = () => {
      const box = list.current?.getBoundingClientRect();
      if (!box) return;
      const row = window.matchMedia(WIDE).matches ? ROW : ROW_NARROW;
      setPlace({ top: box.top + window.scrollY, width: box.width, row });
    };
    measure();
    const observer = new ResizeObserver(measure);
    // Not the list itself, whose height follows from this.
    if (list.current?.parentElement) observer.observe(list.current.parentElement);
    return () => observer.disconnect();
  }, [list]);
  return place;
}
