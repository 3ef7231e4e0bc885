import { findModel } from "../catalog/catalog";
import type { Model } from "../catalog/types";
import { chatDialect } from "../chat/dialect";
import { drawing } from "../chat/draw";
import { maxTokensOf, refuseForgottenThoughts, refuseTooFewTokens } from "../chat/messages";
import { refuseWrongUse, wantsPictures } from "../chat/modalities";
import { writing } from "../chat/write";
import { refuseUnaffordable, refuseWithoutCredit } from "../credit";
import { type PaidExchange, parseJson, readText } from "../exchange";
import { generate } from "../generate";
import { noteInLedger } from "../ledger";
import { invalid } from "../refusal";
import { cacheKeyOf } from "../response-cache";
import { parseBody } from "../validate/parse";
import { ChatRequest } from "../validate/schemas";

/** `POST /chat/completions`, for models that draw and for models that write (CONTRACT §3). */
export async function postChatCompletions(exchange: PaidExchange): Promise<void> {
  const body = await readText(exchange);
  const request = parseBody(ChatRequest, parseJson(body));
  noteInLedger(exchange, request);
  const model = modelFor(request.model);
  refuseWrongUse(model, request);
  refuseForgottenThoughts(model, request);
  refuseTooFewTokens(model, maxTokensOf(request));
  refuseWithoutCredit(exchange);
  refuseUnaffordable(exchange, model, maxTokensOf(request));
  const job = wantsPictures(model, request) ? await drawing(model, request) : await writing(model, request);
  await generate({ ...exchange, cacheKey: cacheKeyOf(exchange, body) }, job, chatDialect);
}

/** The model asked for, or the one that a router chooses in its place. */
function modelFor(name: string): Model {
  const asked = findModel(name);
  const model = asked?.behavior.answersAs ? findModel(asked.behavior.answersAs) : asked;
  if (!model) throw invalid(`${name} is not a valid model ID`);
  return model;
}
