import { newId } from "@/lib/ids";

const KEY = "proofsheet.submission";

/** The ids of one press of Generate: they are its idempotency keys. */
export interface SubmissionIds {
  setId: string;
  ids: string[];
}

/**
 * The same ids for the same form until the server has accepted it, even after a reload: whatever is pressed how often, and
 * whatever answer got lost, it is made and paid once.
 */
export function idsFor(form: string, count: number): SubmissionIds {
  const kept = read();
  if (kept?.form === form && kept.ids.length === count) return kept;
  const fresh = { form, setId: newId(), ids: Array.from({ length: count }, newId) };
  try {
    sessionStorage.setItem(KEY, JSON.stringify(fresh));
  } catch {
    // Storage is full or forbidden: a try that gets no answer is then repeated under new ids.
  }
  return fresh;
}

/** The server has spoken: the next press is a new wish. */
export function forgetIds(): void {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // Nothing could be kept either.
  }
}

function read(): (SubmissionIds & { form: string }) | null {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "null");
  } catch {
    return null;
  }
}
