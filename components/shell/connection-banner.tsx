"use client";

import { onlineManager, useQuery } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { RequestError } from "@/lib/fetch-json";
import { liveQuery } from "@/lib/generations/queries";

const useOnline = () =>
  useSyncExternalStore(
    (listener) => onlineManager.subscribe(listener),
    () => onlineManager.isOnline(),
    () => true,
  );

/** Says when the page has lost the server. Running generations go on there, and the page catches up by itself. */
export function ConnectionBanner() {
  const { error } = useQuery({ ...liveQuery(), select: () => null });
  const online = useOnline();
  return (
    <div role="status">
      {error instanceof RequestError && error.status === 401 ? (
        <p className="border-b bg-well px-3 py-2 text-sm sm:px-5">
          You are signed out.{" "}
          <a href="/sign-in" className="text-accent underline underline-offset-2">
            Sign in again
          </a>{" "}
          to go on; what is running goes on by itself.
        </p>
      ) : (
        (error || !online) && (
          <p className="border-b bg-well px-3 py-2 text-sm sm:px-5">
            <span className="text-warn">No connection to the server.</span>{" "}
            <span className="text-muted">What is running there goes on; this page catches up by itself.</span>
          </p>
        )
      )}
    </div>
  );
}
