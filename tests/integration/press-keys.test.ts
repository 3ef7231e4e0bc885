import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Context } from "@/lib/context";
import { type Sandbox, serveSandbox } from "@/lib/sandbox/serve";
import { type Library, makeLibrary } from "../support/library";

let library: Library;
let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await serveSandbox({ latency: "none" });
  library = await makeLibrary({ OPENROUTER_BASE_URL: sandbox.url, OPENROUTER_API_KEY: "sk-or-v1-test" });
});

afterAll(async () => {
  await sandbox?.close();
  await library?.close();
});

it("what was queued in the sandbox is not sent with a key that was set since, until a person says so", async () => {
  const { db } = await import("@/lib/db");
  const { create } = await import("@/lib/generations/create");
  const { resume } = await import("@/lib/generations/resume");
  const { claim } = await import("@/lib/press/claim");
  const { pauseOthers } = await import("@/lib/press/pause-others");
  const user = await db().user.create({ data: { role: "owner" } });
  const ctx: Context = { user: { id: user.id, role: "owner" }, actor: "web" };
  const id = randomUUID();
  await create(ctx, {
    setId: randomUUID(),
    prompt: "painted for nothing",
    references: [],
    generations: [{ id, model: "google/gemini-3.1-flash-image", settings: { n: 1 } }],
  });
  await db().generation.update({ where: { id }, data: { keyRef: "sandbox" } });
  const claimed = async () => {
    const ids = [];
    for await (const { generationId } of claim("owner", 8)) ids.push(generationId);
    return ids;
  };

  expect(await claimed()).toEqual([]);
  await pauseOthers();
  expect(await claimed()).toEqual([]);
  const paused = await db().generation.findUniqueOrThrow({ where: { id } });
  expect(paused).toMatchObject({ status: "paused", charged: "no", errorCode: "key_changed" });

  expect(await resume(ctx, { id })).toMatchObject({ status: "queued", error: null });
  expect(await claimed()).toEqual([id]);
});

it("settings of another version are not sent and not tried again and again: it fails, and says so", async () => {
  const { db } = await import("@/lib/db");
  const { create } = await import("@/lib/generations/create");
  const { claim } = await import("@/lib/press/claim");
  const user = await db().user.create({ data: { role: "member" } });
  const id = randomUUID();
  await create(
    { user: { id: user.id, role: "member" }, actor: "web" },
    {
      setId: randomUUID(),
      prompt: "made by a later version",
      references: [],
      generations: [{ id, model: "google/gemini-3.1-flash-image", settings: { n: 1 } }],
    },
  );
  await db().generation.update({ where: { id }, data: { settings: { n: 1, hologram: true } } });
  for await (const { generationId } of claim("owner", 8)) expect(generationId).not.toBe(id);
  expect(await db().generation.findUniqueOrThrow({ where: { id } })).toMatchObject({
    status: "failed",
    charged: "no",
    reserved: 0n,
    errorCode: "settings_unreadable",
  });
});
