"use client";

import { type RefObject, useEffect, useState } from "react";

/** A scroll of this many pixels down makes room for the pictures. */
const SCROLLED_PX = 120;

/** True while the person scrolls down through the pictures and the element has neither the focus nor the pointer. */
export function useCompact(element: RefObject<HTMLElement | null>): [boolean, (compact: boolean) => void] {
  const [compact, setCompact] = useState(false);
  useEffect(() => {
    let from = window.scrollY;
    const onScroll = () => {
      const { scrollY } = window;
      if (scrollY < from || element.current?.matches(":focus-within, :hover")) {
        from = scrollY;
        if (scrollY < SCROLLED_PX) setCompact(false);
      } else if (scrollY - from > SCROLLED_PX) {
        setCompact(true);
      }
    };
    window.addEventListener("scroll", onScroll, { passive: true });
    return () => window.removeEventListener("scroll", onScroll);
  }, [element]);
  return [compact, setCompact];
}
