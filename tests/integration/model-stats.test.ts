import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Context } from "@/lib/context";
import { type Library, makeLibrary } from "../support/library";
import { addPerson } from "../support/pictures";

let library: Library;
beforeAll(async () => {
  library = await makeLibrary({ OPENROUTER_API_KEY: "sk-or-v1-canary" });
});
afterAll(() => library?.close());

interface End {
  model?: string;
  status?: string;
  errorCode?: string;
  seconds?: number;
  keyRef?: string;
}

async function addEnd({ user }: Context, end: End) {
  const { model = "a/one", status = "succeeded", errorCode, seconds = 1, keyRef = "instance" } = end;
  const { db } = await import("@/lib/db");
  const finishedAt = new Date();
  const id = randomUUID();
  await db().generationSet.create({ data: { id, userId: user.id, prompt: "" } });
  await db().generation.create({
    data: {
      ...{ id, userId: user.id, setId: id, position: 0, fingerprint: id, source: "web", prompt: "", searchText: "" },
      ...{ model, transport: "images", settings: { n: 1 }, status, errorCode, keyRef, finishedAt },
      startedAt: new Date(finishedAt.getTime() - seconds * 1000),
    },
  });
}

async function statsOf(ends: End[]) {
  const { modelStats } = await import("@/lib/generations/model-stats");
  const person = await addPerson();
  for (const end of ends) await addEnd(person, end);
  return modelStats(person);
}

describe("what a person's own use says about a model", () => {
  it("takes the middle of its times, of two the mean", async () => {
    expect(await statsOf([{ seconds: 9 }, { seconds: 2 }, { seconds: 4 }])).toEqual({
      "a/one": { ended: 3, refused: 0, seconds: 4 },
    });
    expect(await statsOf([{ seconds: 2 }, { seconds: 4 }])).toMatchObject({ "a/one": { seconds: 3 } });
  });

  it("counts what was refused for its content, not what failed otherwise, and no canceled or running request", async () => {
    const ends = [
      { status: "failed", errorCode: "moderation" },
      { status: "failed", errorCode: "answered_in_words" },
      { status: "failed", errorCode: "provider_error" },
      { status: "unknown" },
      { status: "canceled" },
      { status: "running" },
    ];
    expect(await statsOf(ends)).toEqual({ "a/one": { ended: 4, refused: 2, seconds: null } });
  });

  it("keeps models, people and the sandbox apart", async () => {
    await statsOf([{ seconds: 100 }]);
    expect(await statsOf([{ seconds: 2 }, { model: "a/two" }, { keyRef: "sandbox", seconds: 0.1 }])).toEqual({
      "a/one": { ended: 1, refused: 0, seconds: 2 },
      "a/two": { ended: 1, refused: 0, seconds: 1 },
    });
    expect(await statsOf([])).toEqual({});
  });
});
