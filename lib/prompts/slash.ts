/** A `/word` that is being typed. */
export interface Slash {
  /** Where the `/` stands. */
  start: number;
  /** What follows it, up to the caret. */
  query: string;
}

/** The `/word` that ends at the caret and begins a word; null: there is none. `and/or` and `https://` are no such words. */
export function slashAt(text: string, caret: number): Slash | null {
  const found = /(?:^|\s)\/([\p{L}\p{N}\p{M}-]*)$/u.exec(text.slice(0, caret));
  const query = found?.[1];
  return query === undefined ? null : { start: caret - query.length - 1, query };
}

/** The templates meant by a query: those whose name begins with it, then those that have it inside. */
export function matching<T extends { name: string }>(templates: T[], query: string): T[] {
  const wanted = query.normalize("NFC").toLowerCase();
  const begins = templates.filter(({ name }) => name.startsWith(wanted));
  return [...begins, ...templates.filter(({ name }) => !name.startsWith(wanted) && name.includes(wanted))];
}
