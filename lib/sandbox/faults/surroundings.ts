import type { FaultRule } from "./rule";

/** What stands around an answer: its headers, and the look-up afterwards. */
export const surroundings: Record<string, FaultRule> = {
  "no-generation-id": {
    says: "no X-Generation-Id",
    charges: true,
    prepare: ({ response }) => response.removeHeader("X-Generation-Id"),
  },
  "hostile-headers": {
    says: "headers that no client should pass on",
    charges: true,
    prepare: ({ response }) => {
      response.setHeader("Set-Cookie", "session=stolen; Path=/");
      response.setHeader("Refresh", "0; url=http://127.0.0.1:9/");
      response.setHeader("Clear-Site-Data", '"*"');
    },
  },
  "lookup-late": { says: "the look-up answers 404 for seconds", charges: true, lookUp: { lagMs: 3000 } },
  "lookup-never": {
    says: "the look-up answers 404 for ever",
    charges: true,
    lookUp: { lagMs: Number.POSITIVE_INFINITY },
  },
  "lookup-broken": { says: "the look-up answers 500", charges: true, lookUp: { status: 500 } },
  "lookup-contradicts": { says: "the look-up says that nothing was charged", charges: true, lookUp: { cost: 0 } },
};
