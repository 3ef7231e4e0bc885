import { findModel, listedModels, models } from "../catalog/catalog";
import { chatEndpoints, chatListing, imageListing } from "../catalog/listing";
import { type Exchange, sendJson } from "../exchange";
import { invalid, Refusal } from "../refusal";
import { keepsNothing } from "../validate/routing";

/** `GET /images/models` */
export function getImageModels(exchange: Exchange) {
  sendJson(exchange, 200, { data: models.map(imageListing) });
}

/** `GET /images/models/{author}/{slug}/endpoints`; the slug may be the dated one. */
export function getImageModelEndpoints(exchange: Exchange) {
  const model = modelNamedIn(exchange);
  if (!model.imageApi) throw new Refusal(404, "Model not found");
  sendJson(exchange, 200, { id: model.id, endpoints: model.endpoints });
}

/** `GET /model/{author}/{slug}`: one entry of `GET /models`, also of a model that no list names. */
export function getModel(exchange: Exchange) {
  sendJson(exchange, 200, { data: chatListing(modelNamedIn(exchange)) });
}

/** `GET /models/{author}/{slug}/endpoints`: who serves a model, in the words of chat. */
export function getModelEndpoints(exchange: Exchange) {
  sendJson(exchange, 200, { data: chatEndpoints(modelNamedIn(exchange)) });
}

function modelNamedIn({ parameters: [author, slug] }: Exchange) {
  const model = findModel(`${author}/${slug}`);
  if (!model) throw new Refusal(404, "Model not found");
  return model;
}

/** `GET /endpoints/zdr`: the endpoints that keep nothing. */
export function getPrivateEndpoints(exchange: Exchange) {
  const endpoints = listedModels.flatMap((model) => chatEndpoints(model).endpoints);
  sendJson(exchange, 200, { data: endpoints.filter(({ tag }) => keepsNothing(tag)) });
}

const MAX_LIMIT = 1000;

/** `GET /models`: models that write text, unless `output_modalities` asks for others (QUIRKS 3). */
export function getModels(exchange: Exchange) {
  const query = exchange.url.searchParams;
  const outputs = (query.get("output_modalities") ?? "text").split(",");
  const inputs = query.get("input_modalities")?.split(",") ?? [];
  const words = query.get("q")?.toLowerCase() ?? "";
  const found = listedModels.filter(
    (model) =>
      (outputs.includes("all") || model.outputs.some((modality) => outputs.includes(modality))) &&
      inputs.every((modality) => model.inputs.some((taken) => taken === modality)) &&
      `${model.id} ${model.name}`.toLowerCase().includes(words),
  );
  const offset = wholeNumber(query, "offset", 0, Number.MAX_SAFE_INTEGER);
  const limit = wholeNumber(query, "limit", found.length, MAX_LIMIT);
  const nextOffset = offset + limit;
  sendJson(exchange, 200, {
    data: found.slice(offset, nextOffset).map(chatListing),
    total_count: found.length,
    links: { next: nextOffset < found.length ? nextPage(exchange.url, nextOffset) : null },
  });
}

function nextPage(url: URL, offset: number): string {
  const query = new URLSearchParams(url.searchParams);
  query.set("offset", String(offset));
  return `${url.pathname}?${query}`;
}

function wholeNumber(query: URLSearchParams, name: string, fallback: number, max: number): number {
  const text = query.get(name);
  if (text === null) return fallback;
  if (!/^\d+$/.test(text) || Number(text) > max) throw invalid(`Invalid query parameter "${name}": ${text}`);
  return Number(text);
}
