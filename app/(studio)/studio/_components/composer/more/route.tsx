"use client";

import { endpointsFor } from "@/lib/models/capabilities";
import { PARAMETERS } from "@/lib/models/parameters";
import { estimate } from "@/lib/models/price";
import type { Descriptor, Model } from "@/lib/models/schema";
import { formatEstimate } from "@/lib/money";
import { nameOf } from "../../describe";
import { ChoiceList } from "../choice-list";
import type { MoreProps } from "../more-settings";
import { Group } from "./section";

const ROUTES = [
  { value: null, name: "Automatic", says: "The Image API; chat for what only chat can do." },
  { value: "images", name: "Image API", says: "What fails there costs nothing." },
  { value: "chat", name: "Chat", says: "The model may write beside the picture; a lost answer may be charged." },
] as const;

/** Through which of OpenRouter's doors. */
export function Route({ models, wanted, onChange }: MoreProps) {
  const has = (transport: string) =>
    models.some(({ endpoints }) => endpoints.some((endpoint) => endpoint.transport === transport));
  return (
    <Group label="Route">
      <ChoiceList
        legend="Route"
        choices={ROUTES.filter(({ value }) => value === null || has(value)).map(({ value, name, says }) => ({
          value,
          face: (
            <span className="grid py-0.5">
              {name}
              <span className="text-faint text-xs">{says}</span>
            </span>
          ),
        }))}
        value={wanted.transport ?? null}
        onChoose={(transport) => onChange({ transport: (transport as "images" | "chat" | null) ?? undefined })}
      />
    </Group>
  );
}

/** The one provider that may answer, with its price and what it lacks of the model. */
export function Provider({ models, wanted, onChange }: MoreProps) {
  const providers = providersOf(models);
  if (providers.length === 0) return null;
  return (
    <Group label="Provider" hint="Automatic lets OpenRouter choose among those that can do what you ask for.">
      <ChoiceList
        legend="Provider"
        choices={[
          { value: null, face: "Automatic" },
          ...providers.map(({ tag, name, of, lacks }) => ({
            value: tag,
            face: (
              <span className="grid min-w-0 flex-1 py-0.5">
                <span className="flex justify-between gap-2">
                  <span className="truncate">{name}</span>
                  <span className="shrink-0 font-mono text-faint text-xs">{priceAt(of, tag)}</span>
                </span>
                <span className="truncate text-faint text-xs">
                  {tag}
                  {lacks.length > 0 && ` · ${lacks.join(", ")}`}
                </span>
              </span>
            ),
          })),
        ]}
        value={providers.some(({ tag }) => tag === wanted.provider) ? (wanted.provider ?? null) : null}
        onChoose={(provider) => onChange({ provider: provider ?? undefined })}
      />
    </Group>
  );
}

/** The providers that the Image API names for the models; the price and the lacks are those at the first of them. */
function providersOf(models: Model[]): { tag: string; name: string; of: Model; lacks: string[] }[] {
  const found = new Map<string, { tag: string; name: string; of: Model; lacks: string[] }>();
  for (const of of models) {
    for (const { tag, provider, capabilities } of of.endpoints) {
      if (!tag || found.has(tag)) continue;
      const lacks = Object.entries(of.capabilities).flatMap(([wire, all]) => lacking(wire, all, capabilities[wire]));
      found.set(tag, { tag, name: provider, of, lacks: lacks.slice(0, 4) });
    }
  }
  return [...found.values()];
}

const LABELS = new Map(Object.values(PARAMETERS).map(({ wire, label }) => [wire, label]));
/** No provider takes them through the Image API, and the panel says so elsewhere. */
const PRIVACY = new Set([PARAMETERS.dataCollection.wire, PARAMETERS.zdr.wire]);

/** What a provider does not take of a parameter that the model takes by some way: `no effort`, `not 4K`. */
function lacking(wire: string, all: Descriptor, own: Descriptor | undefined): string[] {
  if (PRIVACY.has(wire)) return [];
  if (!own) return [`no ${LABELS.get(wire) ?? wire.replaceAll("_", " ")}`];
  if (all.type !== "enum" || own.type !== "enum") return [];
  return all.values.filter((value) => !own.values.includes(value)).map((value) => `not ${nameOf(value)}`);
}

function priceAt(model: Model, provider: string): string {
  const settings = { n: 1, provider };
  const price = endpointsFor(model, settings, 0).length > 0 ? estimate(model, settings, 0) : null;
  return price ? formatEstimate(price) : "";
}
