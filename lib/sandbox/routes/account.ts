import { keyOf } from "../auth";
import { balanceOf, spentBy } from "../credit";
import { type Exchange, sendJson } from "../exchange";
import { Refusal } from "../refusal";

/** US dollars that the sandbox's account pretends to hold. */
const TOTAL_CREDITS = 100;

/** `GET /key`: what this key has spent and may spend. */
export function getKey(exchange: Exchange) {
  const key = keyOf(exchange);
  const issued = exchange.state.issuedKeys.get(key);
  const usage = spentBy(exchange.state, key);
  const managing = isManagementKey(key);
  sendJson(exchange, 200, {
    data: {
      label: issued?.label ?? `${key.slice(0, 9)}...${key.slice(-3)}`,
      limit: issued?.limit ?? null,
      limit_remaining: balanceOf(exchange.state, key),
      limit_reset: issued?.limitReset ?? null,
      usage,
      usage_daily: usage,
      usage_weekly: usage,
      usage_monthly: usage,
      byok_usage: 0,
      byok_usage_daily: 0,
      byok_usage_weekly: 0,
      byok_usage_monthly: 0,
      include_byok_in_limit: false,
      is_free_tier: false,
      is_management_key: managing,
      is_provisioning_key: managing,
      expires_at: issued?.expiresAt ?? null,
      creator_user_id: "user_sandbox",
      organization_id: null,
      workspace_id: null,
      allowed_data_regions: ["global"],
      free_model_daily_requests: { limit: 1000, used: 0, remaining: 1000 },
      rate_limit: { requests: -1, interval: "10s", note: "This field is deprecated and safe to ignore." },
    },
  });
}

/** `GET /credits`: management keys only. */
export function getCredits(exchange: Exchange) {
  if (!isManagementKey(keyOf(exchange))) {
    throw new Refusal(403, "Only management keys can perform this operation");
  }
  const spent = exchange.state.ledger.reduce((sum, line) => sum + line.cost, 0);
  sendJson(exchange, 200, { data: { total_credits: TOTAL_CREDITS, total_usage: spent } });
}

/** The sandbox tells management keys by their spelling; the real ones look like any other. */
export const isManagementKey = (key: string) => key.includes("mgmt");
