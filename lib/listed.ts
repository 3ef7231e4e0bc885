/** `A`, `A and B`, `A, B, and C`. */
export const listed = (names: string[]): string => new Intl.ListFormat("en").format(names);
