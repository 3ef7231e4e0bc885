import { z } from "zod";
import { keyOf } from "../auth";
import { type Exchange, readJson, sendJson } from "../exchange";
import { invalid, Refusal } from "../refusal";
import { isManagementKey } from "./account";

const Query = z.object({
  metrics: z.array(z.string()).min(1),
  dimensions: z.array(z.string()).max(2).default([]),
  filters: z
    .array(z.object({ field: z.string(), operator: z.string(), value: z.unknown() }))
    .max(20)
    .default([]),
  time_range: z.object({ start: z.iso.datetime(), end: z.iso.datetime() }).optional(),
  limit: z.number().int().min(1).max(10_000).default(1000),
});

/** `POST /analytics/query`: calls one by one, as far as the books have caught up; no other dimensions and no sums. */
export async function postAnalyticsQuery(exchange: Exchange) {
  if (!isManagementKey(keyOf(exchange))) {
    throw new Refusal(403, "Only management keys can perform this operation");
  }
  const { success, data: query } = Query.safeParse(await readJson(exchange));
  if (!success) throw invalid("Invalid analytics query");
  const known = ["generation_id", "external_user", "model"];
  const asked = [...query.dimensions, ...query.filters.map(({ field }) => field)];
  const wrong = asked.find((name) => !known.includes(name));
  if (wrong) throw invalid(`Unknown dimension: ${wrong}`);
  const { start, end } = query.time_range ?? {};
  const now = Date.now();
  const rows = [...exchange.state.generations.values()]
    .filter(({ visibleFrom, line }) => visibleFrom <= now && (!start || line.at >= start) && (!end || line.at <= end))
    .map(({ line, model }) => ({ generation_id: line.id, external_user: line.user ?? "", model, cost: line.cost }))
    .filter((row) =>
      query.filters.every(({ field, operator, value }) => operator === "eq" && row[field as "model"] === value),
    )
    .slice(0, query.limit);
  sendJson(exchange, 200, {
    data: {
      data: rows.map((row) => ({
        ...Object.fromEntries(query.dimensions.map((name) => [name, row[name as "model"]])),
        ...Object.fromEntries(query.metrics.map((name) => [name, name === "total_usage" ? row.cost : "1"])),
      })),
      metadata: { query_time_ms: 1, row_count: rows.length, truncated: false },
    },
  });
}
