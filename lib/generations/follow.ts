import type { QueryClient } from "@tanstack/react-query";
import { generationKeys, type Live, takeChanges } from "./queries";
import type { Changes } from "./schema";

/** The server beats every 15 s. A proxy that holds the beats back holds the events back, too. */
const SILENT_MS = 40_000;
const RETRY_MIN_MS = 1_000;
const RETRY_MAX_MS = 60_000;

/**
 * Follows the server's events while the tab can be seen, from where the lists have got to. While there are none the lists
 * are asked for (`liveQuery`) and the stream is tried again, ever less often. A hidden tab lets go of it: to one host a browser
 * opens six connections, for all tabs together. Returns how to stop.
 */
export function followChanges(client: QueryClient): () => void {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wait = RETRY_MIN_MS;

  const later = (task: () => void, ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(task, ms);
  };

  const mark = (streamed: boolean) =>
    client.setQueryData<Live>(generationKeys.live, (live) =>
      live && Boolean(live.streamed) !== streamed ? { ...live, streamed } : live,
    );

  function close(): void {
    clearTimeout(timer);
    source?.close();
    source = null;
    mark(false);
  }

  function open(): void {
    close();
    if (document.visibilityState === "hidden" || !navigator.onLine) return;
    const since = client.getQueryData<Live>(generationKeys.live)?.cursor;
    source = new EventSource(`/api/events${since ? `?since=${encodeURIComponent(since)}` : ""}`);
    source.onmessage = ({ data }: MessageEvent<string>) => {
      heard();
      takeChanges(client, JSON.parse(data) as Changes);
    };
    source.addEventListener("beat", heard);
    source.onerror = lost;
    later(lost, SILENT_MS);
  }

  function heard(): void {
    wait = RETRY_MIN_MS;
    mark(true);
    later(lost, SILENT_MS);
  }

  function lost(): void {
    close();
    // Says why, if the server can be asked at all.
    void client.refetchQueries({ queryKey: generationKeys.live });
    later(open, wait);
    wait = Math.min(wait * 2, RETRY_MAX_MS);
  }

  function again(): void {
    wait = RETRY_MIN_MS;
    open();
  }

  document.addEventListener("visibilitychange", again);
  window.addEventListener("online", again);
  window.addEventListener("offline", close);
  open();
  return () => {
    document.removeEventListener("visibilitychange", again);
    window.removeEventListener("online", again);
    window.removeEventListener("offline", close);
    close();
  };
}
