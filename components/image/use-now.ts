"use client";

import { useSyncExternalStore } from "react";

const listeners = new Set<() => void>();
let now = 0;
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void) {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const tell of listeners) tell();
  }, 1_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
      now = 0;
    }
  };
}

/**
 * Milliseconds since 1970, rounded down to `step`, the same for all who ask; null on the server, whose page is older.
 * What asks for minutes is drawn once a minute.
 */
export const useNow = (step = 1_000): number | null =>
  useSyncExternalStore(
    subscribe,
    () => {
      now ||= Date.now();
      return Math.floor(now / step) * step;
    },
    () => null,
  );

const nothing = () => () => {};

/** The person's time zone; UTC on the server, which does not know it. */
export const useTimeZone = (): string =>
  useSyncExternalStore(
    nothing,
    () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => "UTC",
  );
