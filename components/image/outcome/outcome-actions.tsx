"use client";

import dynamic from "next/dynamic";
import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import type { GenerationDto } from "@/lib/generations/schema";
import { formatEstimate } from "@/lib/money";
import { useGenerationActions } from "../use-generation-actions";
import { useNow } from "../use-now";

const ConfirmAgain = dynamic(() => import("./confirm-again").then((module) => module.ConfirmAgain));

/** The ways out of a generation that ended without a picture. What may pay twice says so, and asks once. */
export function OutcomeActions({ generation, onDone }: { generation: GenerationDto; onDone?: () => void }) {
  const { again, dismiss, fetchPaid } = useGenerationActions(generation);
  const [asking, setAsking] = useState(false);
  const [pressed, setPressed] = useState<"again" | "fetch" | null>(null);
  const noteId = useId();
  const now = useNow(60_000);
  const { status, charged, estimate, fetchableUntil } = generation;
  const fetchable = fetchableUntil !== null && (now === null || Date.parse(fetchableUntil) > now);

  /** A double click is one. */
  async function once(what: "again" | "fetch", act: () => Promise<boolean>) {
    if (pressed) return;
    setPressed(what);
    if (!(await act()) || what === "fetch") setPressed(null);
    onDone?.();
  }

  return (
    <>
      {fetchable && (
        <p id={noteId} className="basis-full text-pretty text-muted text-sm">
          Fetching the result you paid for is normally free; if OpenRouter no longer has it, this costs{" "}
          {estimate ? `≈ ${formatEstimate(estimate)}` : "its price"} again.
        </p>
      )}
      {fetchable && (
        <Button
          size="sm"
          aria-describedby={noteId}
          aria-disabled={pressed !== null || undefined}
          onClick={() => once("fetch", fetchPaid)}
        >
          Fetch paid result
        </Button>
      )}
      <Button
        size="sm"
        aria-disabled={pressed !== null || undefined}
        onClick={() => (charged === "no" ? once("again", again) : !pressed && setAsking(true))}
      >
        {pressed === "again" ? "Generated again" : charged === "yes" ? "Generate again — pays again" : "Generate again"}
      </Button>
      {status === "unknown" && (
        <Button size="sm" variant="ghost" onClick={() => dismiss().then(onDone)}>
          Dismiss
        </Button>
      )}
      {asking && (
        <ConfirmAgain generation={generation} onConfirm={() => once("again", again)} onClose={() => setAsking(false)} />
      )}
    </>
  );
}
