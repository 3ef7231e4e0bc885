import { type Answer, type AnsweredImage, NOTHING_SAID, type Said, saidIn } from "@/lib/openrouter/answer";
import type { Transport } from "@/lib/openrouter/catalog-schema";
import { classify, classifyEmpty, MAYBE_CHARGED, type Refusal } from "@/lib/openrouter/errors";
import type { Head } from "./spool";

/** What an answer, or the lack of one, comes to. */
export type Verdict =
  | { kind: "delivered"; images: AnsweredImage[]; said: Said }
  | { kind: "refused"; refusal: Refusal; said: Said };

export const refused = (
  refusal: Pick<Refusal, "code" | "next" | "message"> & Partial<Refusal>,
  said: Said = NOTHING_SAID,
): Verdict & { kind: "refused" } => ({
  kind: "refused",
  refusal: { retryAfter: null, verify: false, ...refusal },
  said,
});

/** No connection came about: proved that nothing was sent. */
export const neverSent = (reason: string): Verdict =>
  refused({
    code: "unreachable",
    next: "retry",
    message: `OpenRouter could not be reached (${reason}). Nothing was sent and nothing was charged.`,
  });

/** The line was lost after the request had been sent. */
export const lineLost = (reason: string, said?: Said): Verdict =>
  refused(
    {
      code: "line_lost",
      next: "unknown",
      message: `We lost the connection after the request had been sent (${reason}). ${MAYBE_CHARGED}`,
    },
    said,
  );

/** We cut the line of a stream ourselves, which the documentation says is free. */
export const canceled: Verdict = refused({
  code: "canceled",
  next: "fail",
  message: "Canceled. Nothing was charged.",
  verify: true,
});

/** Judges an answer as far as it came. `broken`: why it broke off, null where it ended by itself. */
export function judge(transport: Transport, head: Head, answer: Answer, broken: string | null): Verdict {
  // What comes from the response cache is free, whatever its copy of the first answer says.
  const cached = head.headers["x-openrouter-cache-status"] === "HIT";
  const said = { ...saidIn(answer), ...(cached && { cost: 0 }) };
  const { error } = answer;
  const { cost } = said;
  if (answer.images.length > 0) return { kind: "delivered", images: answer.images, said };
  const readable = /json|event-stream/i.test(head.headers["content-type"] ?? "json");
  if (error || head.status !== 200 || !(readable || broken)) {
    return refused(classify({ ...head, transport, error, cost }), said);
  }
  if (broken || !answer.complete) return lineLost(broken ?? "the answer is incomplete", { ...said, cost: null });
  const [address] = answer.addresses;
  return refused(
    classifyEmpty(transport, answer),
    // Shown as words, never followed.
    address ? { ...said, text: [said.text, ...answer.addresses].filter(Boolean).join("\n") } : said,
  );
}
