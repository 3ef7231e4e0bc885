import sharp from "sharp";
import { describe, expect, it } from "vitest";
import {
  bytesOf,
  type ErrorAnswer,
  type ImagesAnswer,
  type Json,
  pictureUrl,
  reference,
  sizeOf,
  startSandbox,
} from "./support";

const api = startSandbox();
const FONT = { font_url: "https://fonts.example/grotesk.ttf", text: "Grand opening" };
const CRITERION = { key: "mood", label: "Mood", description: "Is it calm?", weight: 1 };

type ChatAnswer = { choices: { message: { images: { image_url: { url: string } }[] } }[]; usage: { cost: number } };

/** One family's controls on both routes, through the plainest client. */
const byChat = async (model: string, image_config: Json, more: Json = {}, pictures: string[] = []) => {
  const parts = pictures.map((url) => ({ type: "image_url", image_url: { url } }));
  const response = await api.post("/chat/completions", {
    model,
    messages: [{ role: "user", content: [{ type: "text", text: "a lighthouse" }, ...parts] }],
    image_config,
    ...more,
  });
  return { status: response.status, body: (await response.json()) as ChatAnswer & ErrorAnswer };
};
const byImages = async (model: string, slug: string, options: Json, more: Json = {}) => {
  const response = await api.images({
    model,
    prompt: "a lighthouse",
    provider: { options: { [slug]: options } },
    ...more,
  });
  return { status: response.status, body: (await response.json()) as ImagesAnswer & ErrorAnswer };
};
const drawn = ({ choices }: ChatAnswer, index = 0) =>
  Buffer.from(choices[0]?.message.images[index]?.image_url.url.split(",")[1] ?? "", "base64");

const corner = async (bytes: Buffer) => [...(await sharp(bytes).removeAlpha().raw().toBuffer()).subarray(0, 3)];

describe("image_config, family by family", () => {
  it.each<[string, string, Json]>([
    ["a ratio of the extended set", "google/gemini-3.1-flash-image", { aspect_ratio: "8:1", image_size: "1K" }],
    ["quality", "openai/gpt-5-image", { quality: "low", aspect_ratio: "16:9" }],
    ["two fonts", "sourceful/riverflow-v2-fast", { font_inputs: [FONT, FONT] }],
    ["a rubric", "sourceful/riverflow-v2.5-fast", { scoring_prompt: "calm", scoring_rubric: [CRITERION] }],
    ["a background mode", "sourceful/riverflow-v2.5-fast", { background_mode: "transparent" }],
    ["strength", "recraft/recraft-v4", { strength: 0.2 }],
    ["a style", "recraft/recraft-v3", { style: "digital_illustration" }],
    ["a ratio of phones", "x-ai/grok-imagine-image-quality", { aspect_ratio: "9:19.5" }],
  ])("takes %s", async (_name, model, config) => {
    const { status, body } = await byChat(model, config);
    expect(body.error).toBeUndefined();
    expect(status).toBe(200);
  });

  it.each<[string, string, Json, RegExp]>([
    ["an unknown key", "google/gemini-3.1-flash-image", { negative_prompt: "x" }, /"negative_prompt" is not supported/],
    [
      "a tier where there is none",
      "black-forest-labs/flux.2-pro",
      { image_size: "2K" },
      /"image_size" is not supported/,
    ],
    ["0.5K of another Gemini", "google/gemini-3-pro-image", { image_size: "0.5K" }, /512. Supported values: 1K/],
    ["an extended ratio of another Gemini", "google/gemini-3-pro-image", { aspect_ratio: "1:8" }, /aspect_ratio/],
    ["a tier of its own making", "google/gemini-3.1-flash-image", { image_size: "8K" }, /image_size/],
    ["three fonts", "sourceful/riverflow-v2-fast", { font_inputs: [FONT, FONT, FONT] }, /font_inputs/],
    [
      "a font on plain http",
      "sourceful/riverflow-v2-fast",
      { font_inputs: [{ ...FONT, font_url: "http://a/b" }] },
      /font_url/,
    ],
    ["super resolution of v2.5", "sourceful/riverflow-v2.5-fast", { super_resolution_references: [] }, /not supported/],
    [
      "nothing to enlarge",
      "sourceful/riverflow-v2-fast",
      { super_resolution_references: ["https://a/b.png"] },
      /input image/,
    ],
    ["nine criteria", "sourceful/riverflow-v2.5-fast", { scoring_rubric: Array(9).fill(CRITERION) }, /scoring_rubric/],
    ["a malformed color", "sourceful/riverflow-v2.5-fast", { background_hex_color: "green" }, /background_hex_color/],
    ["a style of another Recraft", "recraft/recraft-v4", { style: "x" }, /"style" is not supported/],
    ["a strength over 1", "recraft/recraft-v4", { strength: 2 }, /strength/],
    [
      "a box with three corners",
      "recraft/recraft-v3",
      {
        text_layout: [
          {
            text: "A",
            bbox: [
              [0, 0],
              [1, 0],
              [1, 1],
            ],
          },
        ],
      },
      /text_layout/,
    ],
    ["several pictures of others", "recraft/recraft-v4", { n: 2 }, /"n" is not supported/],
  ])("refuses %s with 400", async (_name, model, config, message) => {
    const { status, body } = await byChat(model, config);
    expect(status).toBe(400);
    expect(body.error.message).toMatch(message);
  });

  it("ignores a tier in lower case, and so delivers 1K", async () => {
    const { body } = await byChat("google/gemini-3-pro-image", { image_size: "4k" });
    expect(await sizeOf(drawn(body))).toMatchObject({ size: "1024x1024" });
  });

  it("lets GPT-5 Image go its own way about the ratio", async () => {
    const { body } = await byChat("openai/gpt-5-image-mini", { aspect_ratio: "21:9", quality: "low" });
    expect(await sizeOf(drawn(body))).toMatchObject({ size: "1024x1024" });
  });

  it("lets Grok draw several at once", async () => {
    const { body } = await byChat("x-ai/grok-imagine-image-quality", { n: 3, image_size: "1K" });
    expect(body.choices[0]?.message.images).toHaveLength(3);
    expect(body.usage.cost).toBeCloseTo(0.15, 9);
  });

  it("takes more for more effort, and less for less", async () => {
    const costAt = async (effort: string) =>
      (await byChat("sourceful/riverflow-v2.5-fast", {}, { reasoning: { effort } })).body.usage.cost;
    const [low, medium, high] = [await costAt("low"), await costAt("medium"), await costAt("high")];
    expect(medium).toBeCloseTo(0.019, 9);
    expect(low).toBeLessThan(medium);
    expect(high).toBeGreaterThan(medium);
  });
});

describe("what the controls do, on both routes", () => {
  it("charges each font, and writes its words into the picture", async () => {
    const config = { font_inputs: [FONT, { ...FONT, text: "Tonight" }] };
    const plain = await byImages("sourceful/riverflow-v2-fast", "sourceful", {});
    const lettered = await byImages("sourceful/riverflow-v2-fast", "sourceful", config);
    const chat = await byChat("sourceful/riverflow-v2-fast", config);
    const cost = plain.body.usage?.cost ?? 0;
    expect(lettered.body.usage?.cost).toBeCloseTo(cost + 0.06, 9);
    expect(chat.body.usage.cost).toBeCloseTo(cost + 0.06, 9);
    const area = { left: 80, top: 80, width: 860, height: 260 };
    const whites = async (bytes: Buffer) =>
      (await sharp(bytes).extract(area).grayscale().raw().toBuffer()).filter((value) => value > 252).length;
    expect(await whites(bytesOf(lettered.body))).toBeGreaterThan((await whites(bytesOf(plain.body))) + 10_000);
  });

  it("enlarges to the size of the input, at a charge for each reference of details", async () => {
    const input = await pictureUrl(1200, 700);
    const config = { super_resolution_references: ["https://a.example/1.png", "https://a.example/2.png"] };
    const chat = await byChat("sourceful/riverflow-v2-pro", config, {}, [input]);
    expect(await sizeOf(drawn(chat.body))).toMatchObject({ size: "1200x700" });
    const images = await byImages("sourceful/riverflow-v2-pro", "sourceful", config, {
      input_references: [reference(input)],
    });
    expect(await sizeOf(bytesOf(images.body))).toMatchObject({ size: "1200x700" });
    expect(images.body.usage?.cost).toBeCloseTo(0.44, 9);
  });

  it("enlarges nothing too small to be painted", async () => {
    const config = { super_resolution_references: ["https://a.example/1.png"] };
    const tiny = await byChat("sourceful/riverflow-v2-pro", config, {}, [await pictureUrl(20, 900)]);
    expect(tiny).toMatchObject({ status: 400, body: { error: { metadata: { error_type: "image_too_small" } } } });
    const narrow = await byChat("sourceful/riverflow-v2-pro", config, {}, [await pictureUrl(64, 900)]);
    expect(await sizeOf(drawn(narrow.body))).toMatchObject({ size: "64x900" });
  });

  it("puts the picture on the ground asked for, exactly in its color", async () => {
    const riverflow = await byChat("sourceful/riverflow-v2.5-fast", { background_hex_color: "#2E9E5B" });
    expect(await corner(drawn(riverflow.body))).toEqual([0x2e, 0x9e, 0x5b]);
    const recraft = await byImages("recraft/recraft-v4", "recraft", { background_rgb_color: [20, 30, 90] });
    expect(await corner(bytesOf(recraft.body))).toEqual([20, 30, 90]);
  });

  it("paints in the colors asked for", async () => {
    const { body } = await byImages("recraft/recraft-v4", "recraft", { rgb_colors: [[200, 20, 30]] });
    const [red, green, blue] = (await sharp(bytesOf(body)).stats()).channels.map(({ mean }) => mean);
    expect(red).toBeGreaterThan(Math.max(green ?? 0, blue ?? 0) * 1.8);
  });

  it("leaves the reference behind as far as strength says", async () => {
    const input_references = [reference(await pictureUrl(64, 64, "#d02020"))];
    const redness = async (strength: number) => {
      const { body } = await byImages("recraft/recraft-v4", "recraft", { strength }, { input_references });
      const [red, green] = (await sharp(bytesOf(body)).stats()).channels.map(({ mean }) => mean);
      return (red ?? 0) - (green ?? 0);
    };
    expect(await redness(0.1)).toBeGreaterThan((await redness(0.9)) + 60);
  });

  it("drops options that the provider does not list, or that are another provider's", async () => {
    const { status } = await byImages("recraft/recraft-v4", "recraft", {
      nonsense: true,
      text_layout: "not even a list",
    });
    expect(status).toBe(200);
    const other = await byImages("recraft/recraft-v4", "sourceful", { background_hex_color: "#2E9E5B" });
    expect(await corner(bytesOf(other.body))).not.toEqual([0x2e, 0x9e, 0x5b]);
    expect((await byImages("recraft/recraft-v4", "recraft", { strength: 7 })).status).toBe(400);
  });

  it("lists what each provider is passed", async () => {
    const passed = async (model: string) => {
      const { endpoints } = (await (await api.get(`/images/models/${model}/endpoints`)).json()) as {
        endpoints: { allowed_passthrough_parameters: string[]; pricing: Json[] }[];
      };
      return endpoints[0];
    };
    expect((await passed("recraft/recraft-v3"))?.allowed_passthrough_parameters).toContain("text_layout");
    expect((await passed("recraft/recraft-v4"))?.allowed_passthrough_parameters).not.toContain("text_layout");
    expect((await passed("openai/gpt-image-2"))?.allowed_passthrough_parameters).toEqual(["moderation"]);
    expect(await passed("sourceful/riverflow-v2-pro")).toMatchObject({
      allowed_passthrough_parameters: ["font_inputs", "super_resolution_references"],
      pricing: [
        { billable: "input_reference", unit: "image", cost_usd: 0.2 },
        { billable: "input_font", unit: "image", cost_usd: 0.03 },
      ],
    });
  });
});
