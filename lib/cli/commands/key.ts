import { AppError } from "@/lib/errors";
import { formatUsd, toNano } from "@/lib/money";
import { fetchCredits, fetchKey, type KeyInfo } from "@/lib/openrouter/account";
import { upstreamFor } from "@/lib/settings/upstream";
import { openLibrary } from "../account";
import type { ACCOUNT, Command } from "../commands";
import { facts } from "../table";
import { EXIT } from "../terminal";

/** Says whose key pays and what is left of it; never the key itself. */
export const status: Command<typeof ACCOUNT> = async ({ values }, { out }) => {
  const ctx = await openLibrary(values.as);
  const server = await upstreamFor(ctx.user.id);
  if (server.apiKey === "") {
    throw new AppError(
      "unavailable",
      "This account's own key cannot be read any more: paste it again in the settings.",
    );
  }
  const [key, credits] = await Promise.all([
    fetchKey(server.baseUrl, server.apiKey),
    fetchCredits(server.baseUrl, server.apiKey),
  ]);
  const whose = server.sandbox ? "sandbox" : server.keyRef === "instance" ? "instance" : "own";
  if (values.json) {
    const report = {
      whose,
      last_four: server.sandbox ? null : server.apiKey.slice(-4),
      limit_usd: key.limit,
      remaining_usd: key.limitRemaining,
      usage_usd: key.usage,
      limit_reset: key.limitReset,
      free_tier: key.isFreeTier,
      expires_at: key.expiresAt,
      credits_usd: credits && { total: credits.total, used: credits.used, left: credits.total - credits.used },
    };
    out(JSON.stringify(report));
    return EXIT.ok;
  }
  for (const line of facts([
    ["Pays", WHOSE[whose]],
    ["Key", server.sandbox ? null : `ends in ${server.apiKey.slice(-4)}`],
    ["Limit", key.limit === null ? "none of its own" : limit(key)],
    ["Left", key.limitRemaining === null ? null : usd(key.limitRemaining)],
    ["Used", usd(key.usage)],
    ["Account", credits && `${usd(credits.total - credits.used)} left of ${usd(credits.total)}`],
    ["Expires", key.expiresAt],
    ["Tier", key.isFreeTier ? "free" : null],
  ])) {
    out(line);
  }
  return EXIT.ok;
};

const WHOSE = {
  sandbox: "nobody: no key is set, and the built-in sandbox paints",
  instance: "OPENROUTER_API_KEY",
  own: "this account's own key",
};

const limit = ({ limit, limitReset }: KeyInfo) => `${usd(limit ?? 0)}${limitReset ? ` ${limitReset}` : ""}`;

const usd = (dollars: number): string => (dollars < 0 ? `-${usd(-dollars)}` : formatUsd(toNano(dollars) ?? 0));
