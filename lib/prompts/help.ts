import "server-only";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { callText, type TextCall } from "@/lib/openrouter/text-call";
import { upstreamFor } from "@/lib/settings/upstream";
import { begin } from "./begin-help";
import { answerTokens, INSTRUCTIONS } from "./instructions";
import type { HelpDto, HelpKind } from "./schema";
import { settle } from "./settle-help";
import { textModel } from "./text-model";

/** What is asked of the text model. */
interface Question {
  kind: HelpKind;
  /** What is written down of it: the prompt, or the picture's SHA-256. */
  input: string;
  text: string;
  picture?: TextCall["picture"];
}

/**
 * One paid call, written down before it leaves and settled when it came to something; it is never repeated by itself. The
 * result says what became of it, also where that is nothing.
 */
export async function help({ user }: Context, { kind, input, text, picture }: Question): Promise<HelpDto> {
  const server = await upstreamFor(user.id);
  if (server.apiKey === "") {
    throw new AppError("forbidden", "Your OpenRouter key cannot be read any more. Enter it again in the settings.");
  }
  const { model } = await textModel(server, kind);
  const { id } = await begin({ userId: user.id, kind, model, input, keyRef: server.keyRef });
  const answer = await callText({
    baseUrl: server.baseUrl,
    apiKey: server.apiKey,
    model,
    system: INSTRUCTIONS[kind],
    text,
    picture,
    maxTokens: answerTokens(kind === "polish" ? input.length : 0),
    sessionId: id,
  });
  return settle(id, answer, server);
}
