"use client";

import { useEffect, useEffectEvent, useState } from "react";

const NOTHING: ReadonlySet<string> = new Set();

/** Which of the pictures `ids` (in order) are chosen. One that leaves the list is chosen no more. */
export function useSelection(ids: string[]) {
  const [chosen, setChosen] = useState(NOTHING);
  /** Chosen last: Shift chooses from here. */
  const [anchor, setAnchor] = useState<string | null>(null);
  const [choosing, setChoosing] = useState(false);
  const selected = chosen.size > 0 ? new Set(ids.filter((id) => chosen.has(id))) : NOTHING;
  const active = choosing || selected.size > 0;

  function clear() {
    setChosen(NOTHING);
    setAnchor(null);
    setChoosing(false);
  }
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    // A picture that is open above the grid takes the key for itself.
    if (event.key === "Escape" && active && !event.defaultPrevented && !document.querySelector("dialog[open]")) clear();
  });
  useEffect(() => {
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);

  return {
    selected,
    /** Pictures are being chosen, not opened. */
    active,
    start: () => setChoosing(true),
    clear,
    toggle(id: string, range: boolean) {
      const from = range && anchor !== null ? ids.indexOf(anchor) : -1;
      const to = ids.indexOf(id);
      const next = new Set(selected);
      if (from >= 0) for (const between of ids.slice(Math.min(from, to), Math.max(from, to) + 1)) next.add(between);
      else if (!next.delete(id)) next.add(id);
      setChosen(next);
      setAnchor(id);
    },
  };
}
