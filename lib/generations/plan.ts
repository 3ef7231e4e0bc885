import type { Model } from "@/lib/models/schema";

/**
 * How many pictures each request asks of the model so that together they are `count`: most models make one a request.
 * Where its providers differ the least counts: then each of them can take every request.
 */
export function planGenerations(model: Model, count: number): number[] {
  const each = Math.min(...(model.endpoints.length > 0 ? model.endpoints : [model]).map(mostPerRequest));
  const requests = Math.ceil(count / each);
  return Array.from({ length: requests }, (_, index) => Math.min(each, count - index * each));
}

function mostPerRequest({ capabilities }: Pick<Model, "capabilities">): number {
  const { n } = capabilities;
  // OpenRouter takes 10 at most, whatever a provider declares.
  return n?.type === "range" ? Math.max(1, Math.min(Math.floor(n.max), 10)) : 1;
}
