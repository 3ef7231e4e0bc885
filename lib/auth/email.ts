import { z } from "zod";

/**
 * An e-mail address as it is kept and compared: trimmed, lower-case, ASCII. A look-alike letter of another alphabet, a quoted
 * local part and anything else unusual is refused rather than mapped: two people must never end up with one account.
 */
export const Email = z
  .string()
  .max(254, "The e-mail address is too long.")
  .transform((text) => text.normalize("NFC").trim().toLowerCase())
  .refine((text) => isAddress(text), "This is not an e-mail address that can be used here, such as you@example.com.");

function isAddress(text: string): boolean {
  const [local, domain, ...rest] = text.split("@");
  if (!local || !domain || rest.length > 0 || local.length > 64) return false;
  const labels = domain.split(".");
  return (
    local.split(".").every((atom) => /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+$/.test(atom)) &&
    labels.every((label) => /^[a-z0-9-]{1,63}$/.test(label) && !label.startsWith("-") && !label.endsWith("-"))
  );
}
