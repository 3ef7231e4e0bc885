import { maxPictures, offersOf } from "@/lib/models/parameters";
import type { Model } from "@/lib/models/schema";

/**
 * How many pictures each request asks for so that together they ask for `count`: `[4, 4, 2]` where the model makes four
 * per request. Where its providers differ, the least counts, so that each of them can take every request.
 */
export function planGenerations(model: Model, count: number): number[] {
  const most = Math.min(...offersOf(model).map(maxPictures));
  return Array.from({ length: Math.ceil(count / most) }, (_, index) => Math.min(most, count - index * most));
}
