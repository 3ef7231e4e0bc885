const headers = { "Cache-Control": "no-store" };

/** 200, or 503 with the reason. */
export const statusOf = (reason: string | null): Response =>
  reason
    ? Response.json({ status: "unavailable", reason }, { status: 503, headers })
    : Response.json({ status: "ok" }, { headers });
