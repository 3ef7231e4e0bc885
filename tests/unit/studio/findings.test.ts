import { describe, expect, it } from "vitest";
import { differences, stoppedBy } from "@/app/(studio)/studio/_components/feed/findings";
import type { GenerationDto } from "@/lib/generations/schema";

const generation = {
  status: "succeeded",
  settings: { n: 1 },
  delivered: 1,
  answeredBy: null,
  finishReason: "stop",
} as GenerationDto;

describe("what differs from what was asked", () => {
  it("is nothing when all arrived from whom was asked", () => {
    expect(differences(generation)).toEqual([]);
  });

  it("counts the pictures that are missing, not those in the trash", () => {
    expect(differences({ ...generation, settings: { n: 4 }, delivered: 3 })).toEqual(["3 of 4 arrived"]);
    expect(differences({ ...generation, settings: { n: 4 }, delivered: 4, images: [] })).toEqual([]);
  });

  it("names another model that answered, and a stop that was none of its own", () => {
    expect(differences({ ...generation, answeredBy: "maker/other", finishReason: "MAX_TOKENS" })).toEqual([
      "answered by maker/other",
      "stopped by MAX_TOKENS",
    ]);
  });

  it("is silent about a generation that brought nothing: its tile says why", () => {
    expect(differences({ ...generation, status: "failed", delivered: 0, finishReason: "IMAGE_SAFETY" })).toEqual([]);
    expect(stoppedBy({ finishReason: "IMAGE_SAFETY" })).toBe("IMAGE_SAFETY");
    expect(stoppedBy({ finishReason: "STOP" })).toBeNull();
  });
});
