import { describe, expect, it } from "vitest";
import { endpointsFor } from "@/lib/models/capabilities";
import { compose } from "@/lib/models/compose";
import type { Endpoint } from "@/lib/models/schema";
import { Settings } from "@/lib/models/settings";
import { chatCapabilities } from "@/lib/openrouter/families";
import { endpoint, model, oneOf, upTo } from "./models";

const chat = (id: string, inputs = ["text", "image"], parameters = ["seed"]): Endpoint => ({
  ...endpoint(chatCapabilities(id, inputs, parameters), [], ""),
  transport: "chat",
  slug: "",
  streaming: true,
});

describe("through the Image API", () => {
  it("pins the provider when only some take what was chosen", () => {
    const both = model([
      endpoint({ resolution: oneOf("1K", "2K") }, [], "vertex"),
      endpoint({ resolution: oneOf("1K", "2K", "4K") }, [], "studio"),
    ]);
    expect(compose(both, { resolution: "4K", n: 1 }, 0).body).toEqual({
      resolution: "4K",
      provider: { only: ["studio"] },
    });
    expect(compose(both, { resolution: "2K", n: 1 }, 0).body).toEqual({ resolution: "2K" });
    expect(compose(both, { resolution: "2K", provider: "vertex", n: 1 }, 0).body.provider).toEqual({
      only: ["vertex"],
    });
  });

  it("pins the provider that was chosen although no other one is known: a newer one must not answer", () => {
    const single = model([endpoint({}, [], "vertex")]);
    expect(compose(single, { provider: "vertex", n: 1 }, 0).body).toEqual({ provider: { only: ["vertex"] } });
    expect(compose(single, { n: 1 }, 0).body).toEqual({});
  });

  it("hands passthrough parameters to the provider that takes them, by its slug", () => {
    const flux = { ...endpoint({ seed: { type: "boolean" } }, [], "bfl/eu"), slug: "bfl", passthrough: ["steps"] };
    const offers = model([flux, endpoint({ seed: { type: "boolean" } }, [], "other")]);
    expect(compose(offers, { seed: 1, options: { steps: 30 }, n: 1 }, 0).body).toEqual({
      seed: 1,
      provider: { only: ["bfl/eu"], options: { bfl: { steps: 30 } } },
    });
  });

  it("sends what is declared and has no name here by its own name", () => {
    const odd = model([endpoint({ sparkle: oneOf("low", "high"), aspect_ratio: oneOf("5:2") })]);
    expect(compose(odd, { aspectRatio: "5:2", extra: { sparkle: "high" }, n: 1 }, 0).body).toEqual({
      aspect_ratio: "5:2",
      sparkle: "high",
    });
  });

  it("asks for a stream where one of the providers can", () => {
    const streaming = { ...endpoint({}, [], "a"), streaming: true };
    expect(compose(model([streaming]), { n: 1 }, 0)).toEqual({
      transport: "images",
      stream: true,
      body: { stream: true },
    });
  });
});

describe("through chat completions", () => {
  const gemini = (outputs: string[]) =>
    model([chat("google/gemini-3.1-flash-image")], { id: "google/gemini-3.1-flash-image", outputs });

  it("has the model's modalities, its own name for the resolution, and a limit of tokens when it talks", () => {
    const settings: Settings = { aspectRatio: "16:9", resolution: "512", seed: 7, n: 1 };
    expect(compose(gemini(["image", "text"]), settings, 0)).toEqual({
      transport: "chat",
      stream: true,
      body: {
        modalities: ["image", "text"],
        image_config: { aspect_ratio: "16:9", image_size: "0.5K" },
        max_tokens: 8192,
        seed: 7,
        stream: true,
      },
    });
    expect(compose(gemini(["image"]), { n: 1 }, 0).body).toEqual({ modalities: ["image"], stream: true });
  });

  it("leaves the text out when a router found no endpoint for both", () => {
    expect(compose(gemini(["image", "text"]), { n: 1 }, 0, true).body.modalities).toEqual(["image"]);
  });

  it("is chosen where the Image API has not what was asked for, and only then", () => {
    const id = "sourceful/riverflow-v2-pro";
    const river = model([endpoint({ resolution: oneOf("1K", "2K"), input_references: upTo(10) }), chat(id)], { id });
    const fonts = [{ url: "https://fonts.example/a.ttf", text: "Hello" }];
    expect(compose(river, { resolution: "2K", n: 1 }, 0).transport).toBe("images");
    expect(compose(river, { resolution: "2K", fonts, n: 1 }, 0).body.image_config).toEqual({
      image_size: "2K",
      font_inputs: [{ font_url: "https://fonts.example/a.ttf", text: "Hello" }],
    });
    expect(compose(river, { zdr: true, dataCollection: "deny", n: 1 }, 0).body.provider).toEqual({
      data_collection: "deny",
      zdr: true,
    });
    expect(endpointsFor(river, { transport: "chat", n: 1 }, 0)).toEqual([river.endpoints[1]]);
  });
});

describe("an address in the settings", () => {
  const font = (url: string) => Settings.safeParse({ fonts: [{ url, text: "Hello" }] }).success;

  it.each(["https://fonts.example/a.ttf", "https://cdn.fonts.example:8443/a.ttf?v=1"])("may be %s", (url) => {
    expect(font(url)).toBe(true);
  });

  it.each([
    "http://fonts.example/a.ttf",
    "data:font/ttf;base64,AAAA",
    "file:///etc/passwd",
    "https://user:secret@fonts.example/a.ttf",
    "https://127.0.0.1/a.ttf",
    "https://[::1]/a.ttf",
    "https://localhost/a.ttf",
    "https://metadata.internal/a.ttf",
    "https://fonts/a.ttf",
  ])("may not be %s", (url) => {
    expect(font(url)).toBe(false);
  });
});
