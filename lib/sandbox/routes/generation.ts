import { type Exchange, sendJson } from "../exchange";
import { invalid, Refusal } from "../refusal";

/** `GET /generation?id=gen-…`: what became of a call; 404 until the books have caught up. */
export function getGeneration(exchange: Exchange) {
  const id = exchange.url.searchParams.get("id");
  if (!id) throw invalid('Missing query parameter "id"');
  const record = exchange.state.generations.get(id);
  if (!record || record.visibleFrom > Date.now()) throw new Refusal(404, `Generation ${id} not found`);
  const { line, cancelled, took } = record;
  sendJson(exchange, 200, {
    data: {
      id,
      upstream_id: null,
      api_type: line.route === "/images" ? "image" : "completions",
      model: line.model,
      provider_name: record.providerName,
      total_cost: line.cost,
      usage: line.cost,
      upstream_inference_cost: null,
      native_tokens_prompt: record.promptTokens,
      native_tokens_completion: record.imageTokens,
      native_tokens_completion_images: record.imageTokens,
      native_tokens_reasoning: 0,
      num_media_prompt: record.references,
      num_media_completion: line.charged ? line.images : 0,
      finish_reason: line.charged ? "stop" : "error",
      native_finish_reason: line.charged ? "STOP" : null,
      latency: took,
      generation_time: took,
      moderation_latency: null,
      cancelled,
      streamed: record.streamed,
      created_at: line.at,
      is_byok: false,
      session_id: line.sessionId,
      external_user: line.user,
    },
  });
}
