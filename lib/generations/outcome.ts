import { formatEstimate } from "@/lib/money";
import { MAYBE_CHARGED } from "@/lib/openrouter/errors";
import type { GenerationDto } from "./schema";

/** The message with the price that may have been charged in it. */
export const withStake = (message: string, estimate: GenerationDto["estimate"]): string =>
  estimate
    ? message.replace(MAYBE_CHARGED, `OpenRouter may or may not have charged ≈ ${formatEstimate(estimate)}.`)
    : message;

/**
 * What is done to learn whether it was charged, in a sentence; null: nothing is open, or its message says it. `time` writes a
 * moment as the reader's clock shows it.
 */
export function lookUpLine(
  { status, charged, lookUp, openrouterId }: Pick<GenerationDto, "status" | "charged" | "lookUp" | "openrouterId">,
  time: (iso: string) => string,
): string | null {
  if (status !== "unknown" || charged !== "unknown") return null;
  if (lookUp?.asked) return `OpenRouter has no record yet, checking again at ${time(lookUp.at)}.`;
  if (lookUp) return `OpenRouter is asked at ${time(lookUp.at)}.`;
  return openrouterId === null
    ? "No generation id reached us, so it cannot be looked up from here. See https://openrouter.ai/activity."
    : null;
}
