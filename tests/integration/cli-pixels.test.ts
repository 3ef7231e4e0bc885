import { writeFile } from "node:fs/promises";
import sharp from "sharp";
import { afterAll, describe, expect, it, vi } from "vitest";
import type { LineReport } from "@/lib/cli/generate/report";
import { findModel } from "@/lib/sandbox/catalog/catalog";
import { pixelSize } from "@/lib/sandbox/catalog/pixels";
import type { Capabilities, Model } from "@/lib/sandbox/catalog/types";
import { makeWorkplace } from "../support/command-line";
import { proofsheet } from "../support/terminal";

// Plain sheets of the right size: what is tested is which size is asked for and arrives, not how it is painted.
vi.mock("@/lib/sandbox/paint/paint", () => ({
  paint: async ({ width, height }: { width: number; height: number }) => ({
    bytes: await sharp({ create: { width, height, channels: 3, background: "#416a88" } })
      .jpeg()
      .toBuffer(),
    mediaType: "image/jpeg",
  }),
  preview: async (picture: Buffer) => picture,
}));

// For each of some 440 answers 48 MB of zeros would be written beforehand: what that is for is tested with the press.
vi.mock("@/lib/press/spool", async (original) => {
  const spool = await original<typeof import("@/lib/press/spool")>();
  return { ...spool, takeLandingRoom: (attempt: string) => writeFile(spool.spoolPath(attempt, "room"), "") };
});

vi.setConfig({ testTimeout: 120_000 });

const workplace = await makeWorkplace();
const { folder } = workplace;

afterAll(workplace.close);

/** One model of each family that chooses by ratio, by tier, or by both; Gemini 2.5 is shut down, though still listed. */
const FAMILIES = [
  "google/gemini-3.1-flash-image",
  "google/gemini-nano-banana-2.1",
  "google/gemini-3-pro-image",
  "openai/gpt-image-2.5-sunburst",
  "openai/gpt-image-2",
  "openai/gpt-image-1",
  "black-forest-labs/flux.2-pro",
  "black-forest-labs/flux-3-image",
  "bytedance-seed/seedream-4.5",
  "bytedance-seed/seedream-5-0-lite",
  "bytedance-seed/seedream-5-5",
  "qwen/qwen-image-3",
  "x-ai/grok-imagine-image-2.0",
  "sourceful/riverflow-v2.5-pro",
  "sourceful/riverflow-v2-fast",
  "recraft/recraft-v4.1",
  "recraft/recraft-v4-pro",
  "krea/krea-2-large",
  "microsoft/mai-image-2.6",
];

function declared(id: string): { model: Model; ratios: string[]; tiers: (string | null)[] } {
  const model = findModel(id);
  if (!model) throw new Error(`The sandbox has no ${id}.`);
  const all: Capabilities = Object.assign({}, ...model.endpoints.map((endpoint) => endpoint.supported_parameters));
  const values = (name: string) => (all[name]?.type === "enum" ? all[name].values : []);
  const tiers = values("resolution");
  return { model, ratios: values("aspect_ratio"), tiers: tiers.length > 0 ? tiers : [null] };
}

/** What arrived for each line of a batch, as `16:9 2K: 2752×1536`. */
async function arrived(wishes: { prompt: string }[], ...args: string[]): Promise<string[]> {
  const input = wishes.map((wish) => JSON.stringify(wish)).join("\n");
  const { out, said } = await proofsheet(folder, ["generate", "--stdin", "--json", ...args], input);
  const reports = out.map((line): LineReport => JSON.parse(line)).sort((a, b) => a.line - b.line);
  expect(reports, said.join("\n")).toHaveLength(wishes.length);
  return reports.map(({ line, generations, error }) => {
    const [image] = generations[0]?.images ?? [];
    const trouble = error?.message ?? generations[0]?.error?.message;
    return `${wishes[line - 1]?.prompt}: ${image ? `${image.width}×${image.height}` : trouble}`;
  });
}

describe("the pixels that a ratio and a resolution ask for on the command line", () => {
  it.each(FAMILIES)("arrive from %s", async (id) => {
    const { model, ratios, tiers } = declared(id);
    const wishes = tiers.flatMap((tier) =>
      ratios.map((ratio) => ({
        prompt: `${ratio} ${tier ?? ""}`,
        "aspect-ratio": ratio,
        ...(tier && { resolution: tier }),
      })),
    );
    // Where the model chooses the ratio itself, the sandbox's paints squares.
    const expected = wishes.map(({ prompt, "aspect-ratio": ratio, resolution }) => {
      const { width, height } = pixelSize(model.behavior.pixels, ratio === "auto" ? "1:1" : ratio, resolution ?? "1K");
      return `${prompt}: ${width}×${height}`;
    });
    expect(await arrived(wishes, "--model", id, "--concurrency", "8")).toEqual(expected);
  });

  it("arrive by chat completions too, where a tier has another name", async () => {
    const wishes = ["512", "1K", "2K"].map((tier) => ({ prompt: tier, resolution: tier, "aspect-ratio": "16:9" }));
    expect(await arrived(wishes, "--model", "google/gemini-3.1-flash-image", "--route", "chat")).toEqual([
      "512: 688×384",
      "1K: 1376×768",
      "2K: 2752×1536",
    ]);
  });

  it.each([
    ["openai/gpt-image-2.5-sunburst", "2560x1440"],
    ["black-forest-labs/flux.2-pro", "1024x576"],
    ["inclusionai/ming-image-0.1-design", "1536x1024"],
  ])("arrive from %s exactly as --size %s says", async (model, size) => {
    expect(await arrived([{ prompt: "exact" }], "--model", model, "--size", size)).toEqual([
      `exact: ${size.replace("x", "×")}`,
    ]);
  });
});
