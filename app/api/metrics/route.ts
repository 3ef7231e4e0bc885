import { createHash, timingSafeEqual } from "node:crypto";
import { env } from "@/lib/env";
import { metrics } from "@/lib/metrics";

const headers = { "Cache-Control": "no-store" };

/** For Prometheus, with PROOFSHEET_METRICS_TOKEN as bearer token; without that setting there is no such page. */
export async function GET(request: Request): Promise<Response> {
  const { metricsToken } = env();
  if (metricsToken === undefined) return new Response("Not found\n", { status: 404, headers });
  if (!same(request.headers.get("authorization") ?? "", `Bearer ${metricsToken}`)) {
    return new Response("Unauthorized\n", { status: 401, headers: { ...headers, "WWW-Authenticate": "Bearer" } });
  }
  return new Response(await metrics(), {
    headers: { ...headers, "Content-Type": "text/plain; version=0.0.4; charset=utf-8" },
  });
}

const hash = (text: string) => createHash("sha256").update(text).digest();

/** In the same time wherever they differ. */
const same = (a: string, b: string): boolean => timingSafeEqual(hash(a), hash(b));
