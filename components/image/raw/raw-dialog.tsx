"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Skeleton } from "@/components/ui/skeleton";
import { Toasts } from "@/components/ui/toast";
import { rawQuery } from "@/lib/generations/queries";
import type { RawAttempt } from "@/lib/generations/schema";
import { AttemptFacts } from "./attempt-facts";
import { RAW_LABEL } from "./raw-button";
import { RawText } from "./raw-text";

/** Each try of a generation: when, how it ended, what was sent and what came back. */
export function RawDialog({ generationId, onClose }: { generationId: string; onClose: () => void }) {
  const { data, error, refetch } = useQuery(rawQuery(generationId));
  return (
    <Dialog open onClose={onClose} title={RAW_LABEL} width="wide">
      {data ? (
        <Attempts attempts={data.attempts} />
      ) : error ? (
        <div role="alert" className="flex flex-wrap items-center gap-3">
          <p className="text-muted">It could not be loaded. {error.message}</p>
          <Button size="sm" onClick={() => refetch()}>
            Try again
          </Button>
        </div>
      ) : (
        <Skeleton className="h-64" />
      )}
      <div className="mt-4 flex justify-end">
        <Button onClick={onClose}>Close</Button>
      </div>
      {/* The page's own toasts lie below a modal dialog. */}
      <Toasts />
    </Dialog>
  );
}

function Attempts({ attempts }: { attempts: RawAttempt[] }) {
  // The last one decided what became of it.
  const [no, setNo] = useState(attempts.at(-1)?.no);
  const shown = attempts.find((attempt) => attempt.no === no);
  if (!shown) return <p className="text-muted">Nothing was sent yet, so there is nothing to show.</p>;
  return (
    <div className="grid gap-4">
      {attempts.length > 1 && (
        <fieldset className="flex flex-wrap gap-1.5">
          <legend className="sr-only">Try</legend>
          {attempts.map((attempt) => (
            <Button
              key={attempt.no}
              size="sm"
              aria-pressed={attempt === shown}
              variant={attempt === shown ? "default" : "ghost"}
              onClick={() => setNo(attempt.no)}
            >
              Try {attempt.no}
            </Button>
          ))}
        </fieldset>
      )}
      <AttemptFacts attempt={shown} />
      <div className="grid gap-4 lg:grid-cols-2">
        <RawText title="Request" text={shown.request} />
        <RawText title="Response" text={shown.response} />
      </div>
      <p className="text-muted text-sm">
        Shortened for reading: pictures are replaced by their size, and keys are taken out.
      </p>
    </div>
  );
}
