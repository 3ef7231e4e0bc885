"use client";

import { useNow } from "@/components/image/use-now";
import { ago } from "@/lib/ago";

const MINUTE_MS = 60_000;
/** The server asks every ten minutes: an older list means that it got no answer since. */
const LATE_MS = 25 * MINUTE_MS;

/** How old the list is. `fetchedAt` is ISO 8601. */
export function AsOf({ fetchedAt }: { fetchedAt: string }) {
  const now = useNow(MINUTE_MS);
  if (now === null) return null;
  const late = now - Date.parse(fetchedAt) > LATE_MS;
  return (
    <span className={late ? "text-warn" : undefined}>
      , as of {ago(fetchedAt, now)}
      {late && "; it could not be refreshed since"}
    </span>
  );
}
