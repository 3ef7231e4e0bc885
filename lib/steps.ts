/** The places of the paid path behind which a process may die, in their order. */
export type Step =
  | "accept"
  | "accepted"
  | "claimed"
  | "sent"
  | "headers"
  | "headers-saved"
  | "data"
  | "spooled"
  | "renamed"
  | "recorded"
  | "stored"
  | "settling"
  | "filed"
  | "settled";

const shared = globalThis as typeof globalThis & { proofsheetStep?: (step: Step) => void };

/** Tells whoever watches that the paid path passes here: the proving ground ends the process at a step of its choice. */
export function passing(step: Step): void {
  shared.proofsheetStep?.(step);
}
