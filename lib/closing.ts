const shared = globalThis as typeof globalThis & { proofsheetClosing?: AbortController };

/** Aborted once this process has been asked to end: it still answers, and takes up nothing that lasts. */
export function closing(): AbortController {
  shared.proofsheetClosing ??= new AbortController();
  return shared.proofsheetClosing;
}
