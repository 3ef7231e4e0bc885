import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chatRequestToJSON } from "@openrouter/sdk/models/chatrequest.js";
import { imageGenerationRequestToJSON } from "@openrouter/sdk/models/imagegenerationrequest.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { problems, referenceRange } from "@/lib/models/capabilities";
import { compose } from "@/lib/models/compose";
import { PARAMETERS, type Parameter } from "@/lib/models/parameters";
import type { Descriptor, Model } from "@/lib/models/schema";
import { Settings } from "@/lib/models/settings";
import { fetchCatalog } from "@/lib/openrouter/catalog";
import { writeRequest } from "@/lib/openrouter/request";
import { serveSandbox } from "@/lib/sandbox/serve";

// Every control of every model, written as it is sent and read by the schemas of OpenRouter's own SDK, which leave out what
// they do not know: what comes out of them must be all that went in.

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "proofsheet-requests-"));
  await writeFile(join(folder, "reference.png"), "not looked at");
});
afterAll(() => rm(folder, { recursive: true }));

const sandbox = await serveSandbox({ latency: "none" });
const models = await fetchCatalog(async (path) => (await fetch(sandbox.url + path)).json()).finally(() =>
  sandbox.close(),
);

/** Of what has a shape of its own. */
const SHAPED: Record<string, unknown> = {
  strength: 0.5,
  style: "Photorealism",
  rgb_colors: [
    [1, 2, 3],
    [250, 0, 9],
  ],
  background_rgb_color: [1, 2, 3],
  text_layout: [
    {
      text: "Hello",
      bbox: [
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 1],
      ],
    },
  ],
  background_hex_color: "#12AB9F",
  scoring_prompt: "Is it warm?",
  scoring_rubric: [{ key: "warm", label: "Warm", description: "How warm it is", weight: 1 }],
  font_inputs: [{ url: "https://fonts.example.com/a.woff2", text: "Hello" }],
  super_resolution_references: ["https://pictures.example.com/a.png"],
  size: "1024x1024",
  seed: 7,
  zdr: true,
};

function valuesOf(wire: string, descriptor: Descriptor): unknown[] {
  if (wire in SHAPED) return [SHAPED[wire]];
  if (descriptor.type === "enum") return descriptor.values;
  if (descriptor.type === "range") return [...new Set([descriptor.min, descriptor.max])];
  return [];
}

const FIELDS = new Map((Object.keys(PARAMETERS) as Parameter[]).map((field) => [PARAMETERS[field].wire, field]));

/** Settings that choose one thing of one route. */
function choicesOf(model: Model): Settings[] {
  const routes = [...new Set(model.endpoints.map(({ transport }) => transport))];
  return routes.flatMap((transport) =>
    model.endpoints
      .filter((endpoint) => endpoint.transport === transport)
      .flatMap(({ tag, capabilities, passthrough }) => [
        { ...(tag && { provider: tag }) },
        ...Object.entries(capabilities).flatMap(([wire, descriptor]) => {
          const field = FIELDS.get(wire);
          return field ? valuesOf(wire, descriptor).map((value) => ({ [field]: value })) : [];
        }),
        ...passthrough.map((name) => ({ options: { [name]: 1 } })),
      ])
      .map((choice) => Settings.parse({ transport, ...choice })),
  );
}

async function written(model: Model, settings: Settings): Promise<{ transport: string; body: unknown }> {
  const count = Math.max(referenceRange(model).min, settings.superResolution ? 1 : 0);
  const composed = compose(model, settings, count);
  const path = join(folder, crypto.randomUUID());
  const reference = { path: join(folder, "reference.png"), mediaType: "image/png" };
  await writeRequest(path, {
    ...composed,
    model: model.id,
    prompt: 'A "lighthouse" — 灯台 🙂',
    sessionId: "session",
    user: "somebody",
    references: Array.from({ length: count }, () => reference),
  });
  const body = JSON.parse(readFileSync(path, "utf8"));
  await rm(path);
  return { transport: composed.transport, body };
}

/** The wire's names as the SDK has them, but for those that are data: keys of `image_config` and of a provider's options. */
function camel(value: unknown, path: string[] = []): unknown {
  if (Array.isArray(value)) return value.map((item) => camel(item, path));
  if (typeof value !== "object" || value === null) return value;
  if (path.at(-1) === "image_config" || path.at(-2) === "options") return value;
  const named = (name: string) => name.replace(/[_-](\w)/g, (_all, letter: string) => letter.toUpperCase());
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [named(name), camel(inner, [...path, name])]));
}

function readBySdk(transport: string, body: unknown): unknown {
  const request = camel(body);
  return JSON.parse(
    transport === "chat"
      ? chatRequestToJSON(request as Parameters<typeof chatRequestToJSON>[0])
      : imageGenerationRequestToJSON(request as Parameters<typeof imageGenerationRequestToJSON>[0]),
  );
}

const alive = models.filter(({ endpoints }) => endpoints.length > 0);

it("covers both routes and every control that this version has a name for", () => {
  const all = alive.flatMap(choicesOf);
  const never = ["size", "transport"];
  const chosen = new Set(all.flatMap((settings) => Object.keys(settings)));
  expect(Object.keys(PARAMETERS).filter((field) => !chosen.has(field) && !never.includes(field))).toEqual([]);
  expect(new Set(all.map(({ transport }) => transport))).toEqual(new Set(["images", "chat"]));
});

describe.each(alive.map((model) => [model.id, model] as const))("%s", (_id, model) => {
  it("is asked in a form that OpenRouter's own schemas hold whole, whatever is chosen", async () => {
    let asked = 0;
    for (const settings of choicesOf(model)) {
      const count = Math.max(referenceRange(model).min, settings.superResolution ? 1 : 0);
      if (problems(model, settings, count).length > 0) continue;
      const { transport, body } = await written(model, settings);
      expect(transport).toBe(settings.transport);
      expect(readBySdk(transport, body), JSON.stringify(settings)).toEqual(body);
      asked += 1;
    }
    expect(asked).toBeGreaterThan(0);
  });
});
