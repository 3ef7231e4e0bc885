import { type Exchange, sendJson } from "../exchange";
import { invalid, Refusal } from "../refusal";

/** `GET /generation?id=gen-…`: what became of a call; 404 until the books have caught up. */
export function getGeneration(exchange: Exchange) {
  const id = exchange.url.searchParams.get("id");
  if (!id) throw invalid('Missing query parameter "id"');
  const record = exchange.state.generations.get(id);
  if (!record || record.visibleFrom > Date.now()) throw new Refusal(404, `Generation ${id} not found`);
  const { line, cancelled, took, lookUp } = record;
  if (lookUp?.status) throw new Refusal(lookUp.status, "Internal Server Error");
  const cost = lookUp?.cost ?? line.cost;
  sendJson(exchange, 200, {
    data: {
      ...NOT_USED,
      id,
      api_type: line.route === "/images" ? "image" : "completions",
      model: record.model,
      provider_name: record.providerName,
      total_cost: cost,
      usage: cost,
      tokens_prompt: record.promptTokens,
      tokens_completion: record.completionTokens,
      native_tokens_prompt: record.promptTokens,
      native_tokens_completion: record.completionTokens,
      native_tokens_completion_images: record.imageTokens,
      native_tokens_reasoning: 0,
      num_media_prompt: record.references,
      num_media_completion: line.charged ? line.images : 0,
      ...record.finish,
      latency: took,
      generation_time: took,
      cancelled,
      response_cache_source_id: record.cachedFrom,
      streamed: record.streamed,
      created_at: line.at,
      session_id: line.sessionId,
      external_user: line.user,
    },
  });
}

/** What a record has besides, for features that the sandbox lacks. */
const NOT_USED = {
  upstream_id: null,
  upstream_inference_cost: null,
  app_id: null,
  cache_discount: null,
  data_region: "global",
  http_referer: null,
  is_byok: false,
  moderation_latency: null,
  native_tokens_cached: 0,
  num_fetches: null,
  num_input_audio_prompt: null,
  num_search_results: null,
  origin: "",
  preset_id: null,
  provider_responses: null,
  request_id: null,
  router: null,
  service_tier: null,
  user_agent: null,
  web_search_engine: null,
  workspace_id: null,
};
