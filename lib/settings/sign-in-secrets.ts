import "server-only";
import { createHash, randomBytes } from "node:crypto";

const sha256 = (text: string) => createHash("sha256").update(text);

/** A state or a code verifier: 32 random bytes as base64url, the 43 characters that RFC 7636 asks of a verifier. */
export const newSecret = (): string => randomBytes(32).toString("base64url");

/** What proves later that who brings the code has the verifier: method S256. */
export const challengeOf = (verifier: string): string => sha256(verifier).digest("base64url");

/** What the database knows a state by. */
export const hashOf = (state: string): string => sha256(state).digest("hex");

/** What the verifier is sealed for. */
export const placeOf = ({ userId, stateHash }: { userId: string; stateHash: string }): string[] => [
  "code verifier",
  userId,
  stateHash,
];
