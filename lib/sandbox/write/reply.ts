import type { Reference } from "../validate/references";
import { describe } from "./describe";
import { enrich } from "./enrich";

export type Question = {
  /** What the system message says; empty without one. */
  system: string;
  /** What the person says last. */
  prompt: string;
  /** Pictures in the person's last message. */
  references: Reference[];
};

/** A system message that wants a better prompt. */
const WANTS_A_PROMPT = /\b(improv|rewrit|enhanc|expand|enrich|refin|rephras|better)\w*/i;

/** A text model's answer: the same for the same question, and about what was asked. */
export async function reply({ system, prompt, references }: Question): Promise<string> {
  const seen = await Promise.all(references.map(describe));
  if (WANTS_A_PROMPT.test(system) && prompt !== "") return [enrich(prompt), ...seen].join(" ");
  if (seen.length > 0) return seen.join("\n\n");
  return `The sandbox answers in words of its own: it heard ${prompt.split(/\s+/).filter(Boolean).length} words from you.`;
}
