/** Where the first `{word}` of a text stands, for it to be typed over; null: there is none. */
export function firstPlaceholder(text: string): { start: number; end: number } | null {
  const found = /\{[^{}\n]{1,60}\}/.exec(text);
  return found && { start: found.index, end: found.index + found[0].length };
}
