/** A point in the mask's pixels. */
export interface Point {
  x: number;
  y: number;
}

/** One step of painting. The diameter is in the mask's pixels. */
export type Step =
  | { kind: "stroke"; erase: boolean; diameter: number; points: Point[] }
  | { kind: "clear" }
  | { kind: "invert" };

/** What was painted, and what was taken back. */
export interface History {
  done: Step[];
  undone: Step[];
}

export const NOTHING: History = { done: [], undone: [] };

export const withStep = ({ done }: History, step: Step): History => ({ done: [...done, step], undone: [] });

export function undo({ done, undone }: History): History {
  const step = done.at(-1);
  return step ? { done: done.slice(0, -1), undone: [...undone, step] } : { done, undone };
}

export function redo({ done, undone }: History): History {
  const step = undone.at(-1);
  return step ? { done: [...done, step], undone: undone.slice(0, -1) } : { done, undone };
}

/** Whether something may be painted: erasing and clearing alone paint nothing. */
export function isPainted({ done }: History): boolean {
  const since = done.slice(done.findLastIndex(({ kind }) => kind === "clear") + 1);
  return since.some((step) => step.kind === "invert" || (step.kind === "stroke" && !step.erase));
}
