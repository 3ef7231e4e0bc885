import { problems } from "@/lib/models/capabilities";
import type { Model } from "@/lib/models/schema";
import type { Settings } from "@/lib/models/settings";

/** As `problems`, of an edit that sends `references` pictures in all; it says which of them nobody added by hand. */
export function editProblems(
  model: Model,
  settings: Settings,
  references: number,
  masked: boolean,
): { field: string; message: string }[] {
  const counted = masked
    ? "The picture and its copy with the painted area are two of them."
    : "The picture that is edited is one of them.";
  return problems(model, settings, references).map(({ field, message }) => ({
    field,
    message: field === "references" ? `${message} ${counted}` : message,
  }));
}
