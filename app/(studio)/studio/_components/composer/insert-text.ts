/**
 * Puts a text in place of a range of the field, by default of all of it, as typing does: what is bound to the field hears of
 * it, and the browser's own undo takes it back. The caret is behind it then.
 */
export function insertText(field: HTMLTextAreaElement, text: string, start = 0, end = field.value.length): void {
  field.focus();
  field.setSelectionRange(start, end);
  // The old command is the only way that keeps the history of undo.
  const done = document.execCommand(text === "" ? "delete" : "insertText", false, text);
  if (done) return;
  field.setRangeText(text, start, end, "end");
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

/**
 * Gives the field the focus again, with the caret at its end. Chromium, which gives it back by itself when a dialog is
 * closed, does so while the field still is out of reach: it then has the focus and no caret, and takes no keys.
 */
export function goOnWriting(field: HTMLTextAreaElement): void {
  field.blur();
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
}
