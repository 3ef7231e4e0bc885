"use client";

import { lookUpLine } from "@/lib/generations/outcome";
import type { GenerationDto } from "@/lib/generations/schema";
import { clockTime } from "@/lib/time";
import { CopyButton } from "../lightbox/copy-button";
import { LinkedText } from "../linked-text";
import { useNow } from "../use-now";

/** What is known of a generation without a picture, what is done to learn more, and the id to ask OpenRouter's support with. */
export function OutcomeWords({ generation, message }: { generation: GenerationDto; message: string }) {
  const mounted = useNow(60_000) !== null;
  const line = lookUpLine(generation, (iso) => (mounted ? clockTime(iso) : "…"));
  const { status, openrouterId } = generation;
  return (
    <>
      <p className="text-pretty text-muted text-sm [overflow-wrap:anywhere]">
        <LinkedText>{message}</LinkedText>
      </p>
      {line && (
        <p aria-live="polite" className="mt-1 text-pretty text-sm">
          <LinkedText>{line}</LinkedText>
        </p>
      )}
      {status === "unknown" && openrouterId && (
        <div className="mt-1 flex items-center gap-1">
          <p className="min-w-0 select-all break-all font-mono text-muted text-xs">{openrouterId}</p>
          <CopyButton
            text={openrouterId}
            label="Copy the generation id"
            said="The generation id is in the clipboard: quote it to OpenRouter's support."
          />
        </div>
      )}
    </>
  );
}
