import type { GenerationDto } from "@/lib/generations/schema";

/** Words for "it was done", of OpenRouter and of providers. */
const ORDINARY = new Set(["stop", "completed", "complete", "end_turn", "success", "succeeded"]);

/** Why the model stopped, where that says something: `IMAGE_SAFETY`, `length`; null: it was just done, or does not say. */
export const stoppedBy = ({ finishReason }: Pick<GenerationDto, "finishReason">): string | null =>
  finishReason && !ORDINARY.has(finishReason.toLowerCase()) ? finishReason : null;

/** In what the answer differs from the request, apart from the pictures themselves; empty: in nothing. */
export function differences(generation: GenerationDto): string[] {
  const { status, settings, delivered, answeredBy } = generation;
  const reason = stoppedBy(generation);
  return [
    ...(status === "succeeded" && delivered < settings.n ? [`${delivered} of ${settings.n} arrived`] : []),
    ...(answeredBy ? [`answered by ${answeredBy}`] : []),
    ...(status === "succeeded" && reason ? [`stopped by ${reason}`] : []),
  ];
}
