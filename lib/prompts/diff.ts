import { diffWordsWithSpace } from "diff";

/** A stretch of a text against another one. */
export interface Part {
  kind: "same" | "added" | "removed";
  text: string;
}

/** Milliseconds for texts that have little in common; then all is said to be new. */
const LONGEST_MS = 300;

/** How `before` became `after`, word by word. What is not "added" makes up `before`, what is not "removed" makes up `after`. */
export function wordDiff(before: string, after: string): Part[] {
  const changes = diffWordsWithSpace(before, after, { timeout: LONGEST_MS });
  const parts = changes?.map(({ added, removed, value }): Part => {
    return { kind: added ? "added" : removed ? "removed" : "same", text: value };
  });
  const all: Part[] = parts ?? [
    { kind: "removed", text: before },
    { kind: "added", text: after },
  ];
  return all.filter(({ text }) => text !== "");
}
