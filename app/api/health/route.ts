import { healthProblem } from "@/lib/health";

const headers = { "Cache-Control": "no-store" };

/** Public: for supervisors and load balancers. */
export async function GET(): Promise<Response> {
  const reason = await healthProblem();
  return reason
    ? Response.json({ status: "unavailable", reason }, { status: 503, headers })
    : Response.json({ status: "ok" }, { headers });
}
