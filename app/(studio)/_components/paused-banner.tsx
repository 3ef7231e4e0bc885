"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { LinkedText } from "@/components/image/linked-text";
import { useNow } from "@/components/image/use-now";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import { resumePausedKey } from "@/lib/generations/actions";
import { pausedKeysQuery } from "@/lib/generations/queries";
import type { PausedKey } from "@/lib/generations/schema";
import { clockTime } from "@/lib/time";

/** What waits because its key is refused, is out of credit or was replaced: once for each key and reason, wherever one is. */
export function PausedBanner() {
  const { data: paused = [] } = useQuery(pausedKeysQuery());
  return (
    <div role="status">
      {paused.map((each) => (
        <Paused key={`${each.keyRef} ${each.code}`} paused={each} />
      ))}
    </div>
  );
}

function Paused({ paused: { keyRef, code, message, count, runAfter } }: { paused: PausedKey }) {
  const client = useQueryClient();
  const now = useNow();
  const [asking, setAsking] = useState(false);

  async function tryNow() {
    setAsking(true);
    const result = await resumePausedKey({ keyRef, code }).catch(() => null);
    if (!result?.ok) toast(result?.error.message ?? "The server could not be reached. Nothing was changed.");
    await client.invalidateQueries(pausedKeysQuery());
    setAsking(false);
  }

  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b bg-well px-3 py-2 text-sm sm:px-5">
      <p className="min-w-0 flex-1 basis-72 text-pretty text-muted [overflow-wrap:anywhere]">
        <b className="font-semibold text-warn">
          {count === 1 ? "1 generation is paused:" : `${count.toLocaleString("en")} generations are paused:`}
        </b>{" "}
        <LinkedText>{message}</LinkedText>
        {runAfter && now !== null && Date.parse(runAfter) > now && <> Next try at {clockTime(runAfter)}.</>}
      </p>
      <Button
        size="sm"
        onClick={tryNow}
        disabled={asking}
        aria-label={count === 1 ? "Try it now" : "Try all of them now"}
      >
        Try now
      </Button>
    </div>
  );
}
