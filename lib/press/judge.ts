import { classify, type Refusal } from "@/lib/openrouter/errors";
import type { AnsweredImage, ImagesAnswer } from "@/lib/openrouter/images-answer";
import type { Head } from "./spool";

/** What an answer, or the lack of one, comes to. */
export type Verdict =
  | { kind: "delivered"; images: AnsweredImage[]; cost: number | null }
  | { kind: "refused"; refusal: Refusal; cost: number | null };

const refused = (
  refusal: Omit<Refusal, "retryAfter" | "verify"> & { verify?: boolean },
  cost: number | null = null,
): Verdict => ({
  kind: "refused",
  refusal: { retryAfter: null, verify: false, ...refusal },
  cost,
});

/** No connection came about: proved that nothing was sent. */
export const neverSent = (reason: string): Verdict =>
  refused({
    code: "unreachable",
    next: "retry",
    message: `OpenRouter could not be reached (${reason}). Nothing was sent and nothing was charged.`,
  });

/** The line was lost after the request had been sent. */
export const lineLost = (reason: string): Verdict =>
  refused({
    code: "line_lost",
    next: "unknown",
    message: `We lost the connection after the request had been sent (${reason}). OpenRouter may or may not have charged for it.`,
  });

/** We cut the line of a stream ourselves, which the documentation says is free. */
export const canceled: Verdict = refused({
  code: "canceled",
  next: "fail",
  message: "Canceled. Nothing was charged.",
  verify: true,
});

/** Judges an answer as far as it came. `broken`: why it broke off, null where it ended by itself. */
export function judge(head: Head, answer: ImagesAnswer, broken: string | null): Verdict {
  if (answer.images.length > 0) return { kind: "delivered", images: answer.images, cost: answer.cost };
  if (answer.error || head.status !== 200) {
    return { kind: "refused", refusal: classify({ ...head, error: answer.error }), cost: answer.cost };
  }
  const readable = /json|event-stream/i.test(head.headers["content-type"] ?? "json");
  if (!readable && !broken) return { kind: "refused", refusal: classify({ ...head, error: null }), cost: null };
  if (broken || !answer.complete) return lineLost(broken ?? "the answer is incomplete");
  return refused(
    {
      code: "no_image",
      next: "fail",
      message: "The model answered without a picture. Change the wording or try another model.",
      verify: answer.cost === null,
    },
    answer.cost,
  );
}
