import type { Model } from "@/lib/models/schema";

/** How many pictures each request asks of the model so that together they are `count`: most models make one a request. */
export function planGenerations(model: Model, count: number): number[] {
  const most = model.capabilities.n;
  const each = most?.type === "range" ? Math.max(1, Math.min(most.max, 10)) : 1;
  const requests = Math.ceil(count / each);
  return Array.from({ length: requests }, (_, index) => Math.min(each, count - index * each));
}
