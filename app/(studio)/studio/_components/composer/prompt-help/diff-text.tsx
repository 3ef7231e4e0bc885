import { useMemo } from "react";
import { wordDiff } from "@/lib/prompts/diff";

/** How one text became the other: what is gone is struck through, what is new is underlined. */
export function DiffText({ before, after }: { before: string; after: string }) {
  const parts = useMemo(() => wordDiff(before, after), [before, after]);
  return parts.map(({ kind, text }, at) => {
    const key = `${at}-${kind}`;
    if (kind === "same") return <span key={key}>{text}</span>;
    if (kind === "removed") {
      return (
        <del key={key} className="text-bad decoration-1">
          {text}
        </del>
      );
    }
    return (
      <ins key={key} className="bg-accent-soft decoration-accent decoration-2 underline-offset-3">
        {text}
      </ins>
    );
  });
}
