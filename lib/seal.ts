import "server-only";
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { authSecret } from "./secrets";

const CIPHER = "aes-256-gcm";
/** Bytes. */
const NONCE = 12;
const TAG = 16;

/** A key for this alone, so that what is sealed here says nothing about how sessions are. */
const sealingKey = () => Buffer.from(hkdfSync("sha256", authSecret(), "", "proofsheet seal v1", 32));

/** What a sealed text belongs to: it opens nowhere else, though somebody moved it in the database. */
const boundTo = (place: string[]) => Buffer.from(JSON.stringify(place));

/** Encrypts a secret for the database: base64 of nonce, tag and ciphertext. `place`: purpose, person, row. */
export function seal(text: string, place: string[]): string {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv(CIPHER, sealingKey(), nonce).setAAD(boundTo(place));
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64");
}

/** The text again; null: it was sealed with another secret or for another place, or somebody changed it. */
export function unseal(sealed: string, place: string[]): string | null {
  const bytes = Buffer.from(sealed, "base64");
  const tag = bytes.subarray(NONCE, NONCE + TAG);
  if (tag.length < TAG) return null;
  try {
    const opener = createDecipheriv(CIPHER, sealingKey(), bytes.subarray(0, NONCE), { authTagLength: TAG });
    opener.setAAD(boundTo(place)).setAuthTag(tag);
    return opener.update(bytes.subarray(NONCE + TAG), undefined, "utf8") + opener.final("utf8");
  } catch {
    return null;
  }
}
