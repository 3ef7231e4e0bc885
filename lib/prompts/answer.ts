import { PROMPT_MAX } from "@/lib/generations/limits";

/** A model's answer as a prompt: without the wrapping that some add although they were asked not to. Empty: it said nothing. */
export function promptOf(answer: string): string {
  const text = answer.toWellFormed().replaceAll("\0", "").trim();
  const fenced = /^```\w*\n([\s\S]*?)\n?```$/.exec(text)?.[1]?.trim() ?? text;
  const quoted = /^(?:"([^"]+)"|“([^“”]+)”)$/.exec(fenced);
  return (quoted?.[1] ?? quoted?.[2] ?? fenced).trim().slice(0, PROMPT_MAX).toWellFormed();
}
