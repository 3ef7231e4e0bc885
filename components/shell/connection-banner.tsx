"use client";

import { onlineManager, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useSyncExternalStore } from "react";
import { Button } from "@/components/ui/button";
import { RequestError } from "@/lib/fetch-json";
import { followChanges } from "@/lib/generations/follow";
import { type Live, liveQuery } from "@/lib/generations/queries";

const useOnline = () =>
  useSyncExternalStore(
    (listener) => onlineManager.subscribe(listener),
    () => onlineManager.isOnline(),
    () => true,
  );

/** Follows the server, and says when the page has lost it or is older than it. */
export function ConnectionBanner() {
  const client = useQueryClient();
  const { data: outdated, error } = useQuery({ ...liveQuery(), select: (live: Live) => live.outdated });
  const online = useOnline();
  useEffect(() => followChanges(client), [client]);
  return (
    <div role="status">
      {outdated ? (
        <Line>
          Proofsheet was updated. Reload this page; your text is kept.
          <Button size="sm" onClick={() => window.location.reload()}>
            Reload
          </Button>
        </Line>
      ) : error instanceof RequestError && error.status === 401 ? (
        <Line>
          <span>
            You are signed out.{" "}
            <a href="/sign-in" className="text-accent underline underline-offset-2">
              Sign in again
            </a>{" "}
            to go on; what is running goes on by itself.
          </span>
        </Line>
      ) : (
        (error || !online) && (
          <Line>
            <span>
              <span className="text-warn">No connection to the server; your text is kept.</span>{" "}
              <span className="text-muted">What is running there goes on; this page catches up by itself.</span>
            </span>
          </Line>
        )
      )}
    </div>
  );
}

const Line = ({ children }: { children: ReactNode }) => (
  <p className="flex flex-wrap items-center gap-x-3 gap-y-1.5 border-b bg-well px-3 py-2 text-sm sm:px-5">{children}</p>
);
