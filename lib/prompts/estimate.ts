import { answerTokens, INSTRUCTIONS } from "./instructions";
import type { HelpKind, HelpOffer } from "./schema";

/** English has about four characters a token, other languages fewer. */
const CHARACTERS_PER_TOKEN = 3;
/** Tokens of a reference picture of 2,048 px with the models that count most. */
const PICTURE_TOKENS = 3_000;

/** About what an answer costs at most, in nano-dollars: its length is limited. Null: the price is not known. */
export function atMost({ price }: HelpOffer, kind: HelpKind, promptLength: number): number | null {
  if (!price) return null;
  const read = (INSTRUCTIONS[kind].length + promptLength) / CHARACTERS_PER_TOKEN;
  const input = read + (kind === "describe" ? PICTURE_TOKENS : 0);
  return Math.ceil(input * price.input + answerTokens(promptLength) * price.output);
}
