import type { Endpoint, Model } from "../catalog/types";
import { noEndpoints } from "../refusal";
import type { ProviderPreferences } from "./schemas";

/** Endpoints that `provider` allows, in the order in which they would be tried. */
export function routableEndpoints(model: Model, preferences: ProviderPreferences | null | undefined): Endpoint[] {
  const all = model.endpoints;
  if (all.length === 0 || model.behaviour.shutDown) {
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
  return tried;
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
