import { describe, expect, it } from "vitest";
import { toReport, totalCost } from "@/lib/cli/generate/report";
import type { GenerationDto } from "@/lib/generations/schema";

const image = {
  id: "image-1",
  generationId: "generation-1",
  width: 1024,
  height: 768,
  mediaType: "image/jpeg",
  bytes: 1000,
  sha256: "ab".repeat(32),
  thumbhash: null,
  favorite: false,
  composited: false,
  createdAt: "2026-11-21T10:00:00.000Z",
  trashedAt: null,
};

const generation: GenerationDto = {
  delivered: 1,
  id: "generation-1",
  setId: "set-1",
  position: 0,
  prompt: "a banana",
  model: "maker/model",
  settings: { n: 1 },
  references: [],
  status: "succeeded",
  charged: "yes",
  cancelRequested: false,
  estimate: null,
  cost: 40_000_000,
  previews: 0,
  transport: "images",
  edit: null,
  answeredBy: null,
  finishReason: null,
  provider: "Maker",
  openrouterId: "gen-1",
  lookUp: null,
  fetchableUntil: null,
  retryOf: null,
  text: null,
  error: null,
  createdAt: "2026-11-21T10:00:00.000Z",
  startedAt: "2026-11-21T10:00:00.000Z",
  finishedAt: "2026-11-21T10:00:06.250Z",
  runAfter: "2026-11-21T10:00:00.000Z",
  images: [image],
};

const placed = new Map([["image-1", { file: "/tmp/a.png", media_type: "image/png", sha256: "cd".repeat(32) }]]);

describe("the JSON of the command line", () => {
  it("has exactly the documented keys and units", () => {
    expect(JSON.stringify(toReport([generation], placed))).toBe(
      JSON.stringify({
        generations: [
          {
            id: "generation-1",
            model: "maker/model",
            status: "succeeded",
            charged: "yes",
            cost_usd: 0.04,
            seconds: 6.25,
            provider: "Maker",
            openrouter_id: "gen-1",
            text: null,
            images: [
              {
                id: "image-1",
                file: "/tmp/a.png",
                media_type: "image/png",
                width: 1024,
                height: 768,
                sha256: "cd".repeat(32),
              },
            ],
            error: null,
          },
        ],
        total_cost_usd: 0.04,
      }),
    );
  });

  it("calls unknown what is still under way when the wait ends", () => {
    const running: GenerationDto = { ...generation, status: "running", charged: "unknown", cost: null, images: [] };
    const [reported] = toReport([running], placed).generations;
    expect(reported).toMatchObject({ status: "unknown", charged: "unknown", error: { code: "timeout" } });
  });

  it("has no total while a cost is not reported, and counts what was not charged as nothing", () => {
    const free: GenerationDto = { ...generation, status: "failed", charged: "no", cost: null };
    expect(totalCost([generation, free])).toBe(40_000_000);
    expect(totalCost([generation, { ...generation, cost: null }])).toBeNull();
    expect(totalCost([{ ...generation, charged: "unknown", cost: null }])).toBeNull();
  });
});
