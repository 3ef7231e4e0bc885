import { NAME_MAX } from "./limits";

/** What was typed as a name, as it is typed behind `/`: `Film look!` → `film-look`. Empty: nothing of it can be typed. */
export const templateName = (typed: string): string =>
  typed
    .normalize("NFC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, "-")
    .slice(0, NAME_MAX)
    .toWellFormed()
    .replace(/^-+|-+$/g, "");
