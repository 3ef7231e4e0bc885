import type { Model } from "../catalog/types";
import { CHARACTERS_PER_TOKEN, type Job, jobFor, STOPPED, tokensOf } from "../job";
import { readReferences } from "../validate/references";
import { routableEndpoints } from "../validate/routing";
import type { ChatRequest } from "../validate/schemas";
import { reply } from "../write/reply";
import { gist, maxTokensOf } from "./messages";

/** A chat request as a job without pictures: the words are all there is. */
export async function writing(model: Model, request: ChatRequest): Promise<Job> {
  const [endpoint] = routableEndpoints(model, request.provider);
  const { system, prompt, urls } = gist(request);
  const references = await readReferences(urls);
  const words = await reply({ system, prompt, references });
  const job = jobFor(model, endpoint, { model: model.id, prompt }, references, {});
  return { ...job, ...cutTo(maxTokensOf(request), words), n: 0, stream: request.stream ?? false };
}

/** Words up to a number of tokens, and why they end there. */
function cutTo(max: number | null, words: string): Pick<Job, "words" | "finish"> {
  if (max === null || tokensOf(words) <= max) return { words, finish: STOPPED };
  const finish = { finish_reason: "length", native_finish_reason: "MAX_TOKENS" };
  return { words: words.slice(0, max * CHARACTERS_PER_TOKEN), finish };
}
