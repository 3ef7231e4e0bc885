import { EgressError, getJson } from "@/lib/egress";
import { AppError } from "@/lib/errors";
import { fetchCredits, fetchKey } from "@/lib/openrouter/account";
import { type Check, type Finding, note, wrong } from "./check";
import type { Library } from "./library";

const STANDARD = "https://openrouter.ai/api/v1";
const TIMEOUT_MS = 10_000;
/** Milliseconds: sessions and signatures bear this much. */
const SKEW_MS = 60_000;
const STALE_MS = 24 * 60 * 60_000;

async function ownKeys(library: Library): Promise<number> {
  try {
    const row = (await library.open())?.prepare(`SELECT count(*) AS "count" FROM "ApiKey"`).get();
    return (row as { count: number } | undefined)?.count ?? 0;
  } catch {
    return 0;
  }
}

export const key: Check = {
  name: "key",
  async run({ env: { apiKey, baseUrl }, library }) {
    if (!apiKey) {
      const people = await ownKeys(library);
      if (people > 0) return [];
      if (baseUrl === STANDARD) {
        return [
          note(
            "No key is set: the built-in sandbox paints.",
            "Set OPENROUTER_API_KEY, or paste a key in the settings.",
          ),
        ];
      }
      return [
        wrong(
          "OPENROUTER_BASE_URL is set without a key: nothing goes there.",
          "Set OPENROUTER_API_KEY too, or unset it.",
        ),
      ];
    }
    try {
      return [...keyFindings(await fetchKey(baseUrl, apiKey)), ...creditFindings(await fetchCredits(baseUrl, apiKey))];
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const refused = error.code === "forbidden";
      return [
        wrong(
          refused ? "OpenRouter refuses OPENROUTER_API_KEY." : `The key could not be checked at ${baseUrl}.`,
          refused
            ? "Make a new one at https://openrouter.ai/settings/keys."
            : "See to the network, or correct OPENROUTER_BASE_URL.",
        ),
      ];
    }
  },
};

function keyFindings({ limitRemaining, isManagementKey, expiresAt }: Awaited<ReturnType<typeof fetchKey>>): Finding[] {
  const at = "at https://openrouter.ai/settings/keys";
  if (isManagementKey)
    return [wrong("OPENROUTER_API_KEY manages keys and pays for nothing.", `Make an ordinary one ${at}.`)];
  if (expiresAt && Date.parse(expiresAt) < Date.now())
    return [wrong("OPENROUTER_API_KEY has expired.", `Make a new one ${at}.`)];
  if (limitRemaining !== null && limitRemaining <= 0)
    return [wrong("The key has reached its limit.", `Raise it ${at}.`)];
  return [];
}

function creditFindings(credits: Awaited<ReturnType<typeof fetchCredits>>): Finding[] {
  if (!credits || credits.total > credits.used) return [];
  return [wrong("The account is out of credit.", "Add some at https://openrouter.ai/settings/credits.")];
}

export const catalogue: Check = {
  name: "list of models",
  async run({ env: { apiKey, baseUrl }, library }) {
    const found: Finding[] = [];
    if (apiKey) found.push(...(await serverFindings(baseUrl, apiKey)));
    const fetched = await copyDate(library, apiKey ? baseUrl : "sandbox");
    if (fetched !== null && Date.now() - fetched > STALE_MS) {
      const when = new Date(fetched).toISOString().slice(0, 10);
      found.push(
        note(`The list of models is of ${when}.`, 'A running server keeps it fresh; "models --refresh" does it now.'),
      );
    }
    return found;
  },
};

async function serverFindings(baseUrl: string, apiKey: string): Promise<Finding[]> {
  try {
    const headers = { authorization: `Bearer ${apiKey}` };
    const answer = await getJson(`${baseUrl}/images/models`, { headers, timeoutMs: TIMEOUT_MS });
    const list = (answer.json as { data?: unknown } | undefined)?.data;
    return [
      ...(answer.status === 200 && Array.isArray(list)
        ? []
        : [wrong(`${baseUrl} answers ${answer.status} without a list of models.`, "Correct OPENROUTER_BASE_URL.")]),
      ...clockFindings(answer.headers.date),
    ];
  } catch (error) {
    return [
      wrong(
        `${baseUrl} cannot be reached (${error instanceof EgressError ? error.reason : "unknown"}).`,
        "See to the network, or correct OPENROUTER_BASE_URL.",
      ),
    ];
  }
}

/** `date`: the server's own, as its answer says it. */
export function clockFindings(date: string | undefined, now = Date.now()): Finding[] {
  const skew = now - Date.parse(date ?? "");
  if (!(Math.abs(skew) > SKEW_MS)) return [];
  const minutes = Math.round(Math.abs(skew) / 60_000);
  return [
    wrong(
      `This machine's clock is ${minutes} min ${skew > 0 ? "ahead" : "behind"}.`,
      "Let it be set by the network (NTP).",
    ),
  ];
}

/** Milliseconds since 1970; null: no copy is kept. */
async function copyDate(library: Library, origin: string): Promise<number | null> {
  try {
    const db = await library.open();
    const row = db?.prepare(`SELECT "fetchedAt" FROM "CatalogSnapshot" WHERE "origin" = ?`).get(origin);
    const at = (row as { fetchedAt: string | number } | undefined)?.fetchedAt;
    return at === undefined ? null : new Date(at).getTime();
  } catch {
    return null;
  }
}
