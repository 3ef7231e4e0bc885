import type { Model } from "../catalog/types";
import { invalid } from "../refusal";
import type { ChatRequest } from "../validate/schemas";

type Message = ChatRequest["messages"][number];

/** What a conversation comes down to: the standing instruction, and the words and pictures of the last user message. */
export function gist({ messages }: ChatRequest): { system: string; prompt: string; urls: string[] } {
  const systems = messages.filter(({ role }) => role === "system" || role === "developer");
  const last = messages.findLast(({ role }) => role === "user");
  return { system: systems.map(textOf).join("\n"), prompt: textOf(last), urls: picturesIn(last?.content) };
}

/** The longest answer that is wanted, in tokens; null where nothing is said. */
export const maxTokensOf = ({ max_tokens, max_completion_tokens }: ChatRequest): number | null =>
  max_tokens ?? max_completion_tokens ?? null;

/** What OpenAI takes at the least (CONTRACT §3.1). */
const OPENAI_MIN_TOKENS = 16;

export function refuseTooFewTokens({ id }: Model, maxTokens: number | null) {
  if (maxTokens === null || maxTokens >= OPENAI_MIN_TOKENS || !id.startsWith("openai/")) return;
  throw invalid("Provider returned error", {
    provider_name: "OpenAI",
    raw: `Invalid 'max_output_tokens': integer below minimum value. Expected a value >= ${OPENAI_MIN_TOKENS}, but got ${maxTokens} instead.`,
  });
}

function textOf(message: Message | undefined): string {
  const content = message?.content ?? "";
  if (typeof content === "string") return content;
  return content.flatMap((part) => ("text" in part && typeof part.text === "string" ? [part.text] : [])).join("\n");
}

function picturesIn(content: Message["content"]): string[] {
  if (!Array.isArray(content)) return [];
  return content.flatMap((part) => (isImagePart(part) ? [part.image_url.url] : []));
}

function isImagePart(part: object): part is { image_url: { url: string } } {
  return "image_url" in part;
}

/** Gemini 3 wants its own pictures back with the thoughts they came with (QUIRKS 61). */
export function refuseForgottenThoughts(model: Model, { messages }: ChatRequest) {
  if (model.behavior.pixels !== "gemini-3") return;
  const forgetful = messages.find(
    ({ role, images, content, reasoning_details }) =>
      role === "assistant" && (images?.length || picturesIn(content).length) && !reasoning_details?.length,
  );
  if (!forgetful) return;
  throw invalid("Gemini models require OpenRouter reasoning details to be preserved in each request.", {
    raw: "Image part is missing a thought_signature in content position 1",
  });
}
