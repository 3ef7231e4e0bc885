import { EventEmitter } from "node:events";

interface Events {
  /** There may be work to claim. */
  work: [];
  /** A cancel was asked for while the generation runs. */
  cancel: [generationId: string];
}

const shared = globalThis as typeof globalThis & { proofsheetWake?: EventEmitter<Events> };

/** Tells this process's press at once what it would else find at its next look at the database. */
export function wake(): EventEmitter<Events> {
  shared.proofsheetWake ??= new EventEmitter<Events>().setMaxListeners(0);
  return shared.proofsheetWake;
}
