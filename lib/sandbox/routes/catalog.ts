import { findModel, models } from "../catalog/catalog";
import { chatListing, imageListing } from "../catalog/listing";
import { type Exchange, sendJson } from "../exchange";
import { invalid, Refusal } from "../refusal";

/** `GET /images/models` */
export function getImageModels(exchange: Exchange) {
  sendJson(exchange, 200, { data: models.map(imageListing) });
}

/** `GET /images/models/{author}/{slug}/endpoints`; the slug may be the dated one. */
export function getImageModelEndpoints(exchange: Exchange) {
  const [author, slug] = exchange.parameters;
  const model = findModel(`${author}/${slug}`);
  if (!model) throw new Refusal(404, "Model not found");
  sendJson(exchange, 200, { id: model.id, endpoints: model.endpoints });
}

const MAX_LIMIT = 1000;

/** `GET /models`: models that write text, unless `output_modalities` asks for others (QUIRKS 3). */
export function getModels(exchange: Exchange) {
  const query = exchange.url.searchParams;
  const wanted = (query.get("output_modalities") ?? "text").split(",");
  const found = models.filter(
    (model) => wanted.includes("all") || model.outputs.some((modality) => wanted.includes(modality)),
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
