import { PROMPT_ID } from "../use-reuse";
import { insertText } from "./insert-text";

/** Writes words into the prompt where its caret is, apart from what stands beside them. */
export function nameInPrompt(words: string): void {
  const field = document.getElementById(PROMPT_ID);
  if (!(field instanceof HTMLTextAreaElement)) return;
  const { value, selectionStart, selectionEnd } = field;
  insertText(
    field,
    spaced(words, value.slice(0, selectionStart), value.slice(selectionEnd)),
    selectionStart,
    selectionEnd,
  );
}

/** `words` with the spaces that keep them apart from the text before and after. */
export function spaced(words: string, before: string, after: string): string {
  return `${/[^\s(["'“]$/.test(before) ? " " : ""}${words}${/^[\p{L}\p{N}]/u.test(after) ? " " : ""}`;
}
