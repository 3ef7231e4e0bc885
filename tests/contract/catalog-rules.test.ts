import { afterAll, beforeAll, expect, it } from "vitest";
import { problems, referenceRange, settingsFor } from "@/lib/models/capabilities";
import { compose } from "@/lib/models/compose";
import { estimate } from "@/lib/models/price";
import type { Model } from "@/lib/models/schema";
import type { Settings } from "@/lib/models/settings";
import { models as listed } from "@/lib/sandbox/catalog/catalog";
import { type Sandbox, serveSandbox } from "@/lib/sandbox/serve";
import { realModel } from "../unit/models/models";

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await serveSandbox({ latency: "none" });
});
afterAll(() => sandbox.close());

async function generate(model: Model, settings: Settings, references: number) {
  const reference = { type: "image_url", image_url: { url: "https://example.com/a.png" } };
  const answer = await fetch(`${sandbox.url}/images`, {
    method: "POST",
    headers: { authorization: "Bearer sk-or-test", "content-type": "application/json" },
    body: JSON.stringify({
      model: model.id,
      prompt: "a small boat",
      ...compose(model, settings, references).body,
      stream: false,
      input_references: Array.from({ length: references }, () => reference),
    }),
  });
  return { status: answer.status, body: (await answer.json()) as { usage?: { cost?: number }; error?: unknown } };
}

const alive = listed.filter(({ endpoints, behavior }) => endpoints.length > 0 && !behavior.shutDown);

it.each(alive.map(({ id }) => id))(
  "what the rules allow %s is what the server takes, at a price within the estimate",
  async (id) => {
    const model = realModel(id);
    const wanted = { aspectRatio: "16:9", resolution: "1K", quality: "low", outputFormat: "jpeg", seed: 7, n: 1 };
    const { settings } = settingsFor(model, wanted);
    const references = referenceRange(model).min;
    expect(problems(model, settings, references)).toEqual([]);
    const { status, body } = await generate(model, settings, references);
    expect(body.error).toBeUndefined();
    expect(status).toBe(200);
    const price = estimate(model, settings, references);
    if (!price) return;
    const nano = (body.usage?.cost ?? Number.NaN) * 1e9;
    expect(nano).toBeGreaterThanOrEqual(price.low - 1);
    expect(nano).toBeLessThanOrEqual(price.high + 1);
  },
);
