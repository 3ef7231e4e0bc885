import type { Endpoint, Model } from "../catalog/types";
import { noEndpoints, Refusal } from "../refusal";
import type { ChatPreferences, ProviderPreferences } from "./schemas";

type Preferences = ProviderPreferences & Pick<ChatPreferences, "data_collection" | "zdr">;

/** Slugs of the providers that the sandbox takes to keep nothing. */
const PRIVATE = ["google-vertex", "azure"];

/** Whether a provider, by its slug or tag, is one of them. */
export const keepsNothing = (tag: string): boolean => PRIVATE.includes(tag.split("/")[0] ?? "");

/** Endpoints that `provider` allows, in the order in which they would be tried. @throws Refusal 404 when none is left */
export function routableEndpoints(
  model: Model,
  preferences: Preferences | null | undefined,
): [Endpoint, ...Endpoint[]] {
  const all = model.endpoints;
  if (all.length === 0 || model.behavior.shutDown) {
    throw noEndpoints(`No endpoints found for ${model.id}.`, 0, "Initial Endpoints");
  }
  const { only, ignore, order, allow_fallbacks } = preferences ?? {};
  const allowed = all.filter(
    (endpoint) => (!only?.length || isNamed(endpoint, only)) && !(ignore && isNamed(endpoint, ignore)),
  );
  const ordered = order?.length ? inOrder(allowed, order) : allowed;
  const tried = allow_fallbacks === false && !only?.length ? ordered.slice(0, 1) : ordered;
  if (tried.length === 0) {
    throw noEndpoints(
      "No endpoints found matching your provider preferences: all providers have been ignored.",
      all.length,
      "Filter by Provider Preferences",
    );
  }
  return discreet(tried, preferences);
}

/** Of these, the ones that keep to what was asked about the data; the Image API never asks (CONTRACT §6). */
function discreet(endpoints: Endpoint[], preferences: Preferences | null | undefined): [Endpoint, ...Endpoint[]] {
  const asked = preferences?.zdr === true || preferences?.data_collection === "deny";
  const [first, ...others] = endpoints.filter(({ provider_slug }) => !asked || keepsNothing(provider_slug));
  if (first) return [first, ...others];
  throw new Refusal(
    404,
    "No endpoints available matching your guardrail restrictions and data policy. Configure: https://openrouter.ai/settings/privacy",
  );
}

/** Providers are named by slug or by tag. */
function isNamed(endpoint: Endpoint, names: string[]): boolean {
  return names.includes(endpoint.provider_slug) || names.includes(endpoint.provider_tag ?? "");
}

function inOrder(endpoints: Endpoint[], order: string[]): Endpoint[] {
  const rank = (endpoint: Endpoint) => {
    const at = order.findIndex((name) => isNamed(endpoint, [name]));
    return at < 0 ? order.length : at;
  };
  return [...endpoints].sort((a, b) => rank(a) - rank(b));
}
