import { keyOf } from "../auth";
import { type Exchange, sendJson } from "../exchange";
import { Refusal } from "../refusal";
import type { State } from "../state";

/** US dollars that the sandbox's account pretends to hold. */
const TOTAL_CREDITS = 100;

const spent = ({ ledger }: State) => ledger.reduce((sum, line) => sum + line.cost, 0);

/** `GET /key`: what this key has spent and may spend. */
export function getKey(exchange: Exchange) {
  const key = keyOf(exchange);
  const usage = spent(exchange.state);
  const managing = isManagementKey(key);
  sendJson(exchange, 200, {
    data: {
      label: `${key.slice(0, 9)}...${key.slice(-3)}`,
      limit: null,
      limit_remaining: null,
      limit_reset: null,
      usage,
      usage_daily: usage,
      usage_weekly: usage,
      usage_monthly: usage,
      byok_usage: 0,
      include_byok_in_limit: false,
      is_free_tier: false,
      is_management_key: managing,
      is_provisioning_key: managing,
      expires_at: null,
      creator_user_id: "user_sandbox",
      rate_limit: { requests: -1, interval: "10s", note: "This field is deprecated and safe to ignore." },
    },
  });
}

/** `GET /credits`: management keys only. */
export function getCredits(exchange: Exchange) {
  if (!isManagementKey(keyOf(exchange))) {
    throw new Refusal(403, "Only management keys can perform this operation");
  }
  sendJson(exchange, 200, { data: { total_credits: TOTAL_CREDITS, total_usage: spent(exchange.state) } });
}

/** The sandbox tells management keys by their spelling; the real ones look like any other. */
const isManagementKey = (key: string) => key.includes("mgmt");
