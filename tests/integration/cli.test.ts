import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, describe, expect, it, vi } from "vitest";
import type { Report } from "@/lib/cli/generate/report";
import { makeWorkplace } from "../support/command-line";
import { proofsheet as run } from "../support/terminal";

// Each is a whole program at work.
vi.setConfig({ testTimeout: 60_000 });

const workplace = await makeWorkplace();
const { folder, openrouter } = workplace;

afterAll(workplace.close);

const proofsheet = (args: string[], input = "") => run(folder, args, input);

async function generate(...args: string[]) {
  const done = await proofsheet(["generate", ...args]);
  const report = (): Report => JSON.parse(done.out.join("\n"));
  return { ...done, report };
}

async function addUser(email: string, password: string) {
  const { code, said } = await proofsheet(["user", "add", "--email", email, "--password-stdin"], password);
  return { code, said };
}

describe("proofsheet generate", () => {
  it("keeps the picture in the library and names its file", async () => {
    const { code, out, report } = await generate("a lighthouse", "--json");
    expect(code).toBe(0);
    expect(out).toHaveLength(1);
    const [generation] = report().generations;
    expect(generation).toMatchObject({ status: "succeeded", charged: "yes", error: null });
    const image = generation?.images[0];
    const bytes = readFileSync(image?.file ?? "");
    expect(createHash("sha256").update(bytes).digest("hex")).toBe(image?.sha256);
    expect(await sharp(bytes).metadata()).toMatchObject({ width: image?.width, height: image?.height });
    expect(readdirSync(folder)).toEqual([]);
  });

  it("writes the file that was asked for in the format of its name, and numbers the further ones", async () => {
    const { code, out, report } = await generate("a happy banana", "banana.png", "--count", "2", "--json");
    expect(code).toBe(0);
    expect(out).toHaveLength(1);
    const images = report().generations.flatMap((generation) => generation.images);
    expect(images.map(({ file }) => file)).toEqual([join(folder, "banana.png"), join(folder, "banana-2.png")]);
    for (const { file, sha256, media_type } of images) {
      const bytes = readFileSync(file);
      expect(await sharp(bytes).metadata()).toMatchObject({ format: "png" });
      expect({ media_type, sha256 }).toEqual({
        media_type: "image/png",
        sha256: createHash("sha256").update(bytes).digest("hex"),
      });
    }
  });

  it("takes settings, references and several models at once", async () => {
    writeFileSync(
      join(folder, "reference.png"),
      await sharp({ create: { width: 64, height: 64, channels: 3, background: "red" } })
        .png()
        .toBuffer(),
    );
    const { code, report } = await generate(
      "in this colour",
      ...["--model", "google/gemini-3.1-flash-image", "--model", "openai/gpt-image-2"],
      ...["--reference", "reference.png", "--aspect-ratio", "16:9", "--json"],
    );
    expect(code).toBe(0);
    const images = report().generations.flatMap((generation) => generation.images);
    expect(images).toHaveLength(2);
    for (const { width, height } of images) expect((width ?? 0) / (height ?? 1)).toBeCloseTo(16 / 9, 1);
  });

  it("ends with 1 and says what it cost when the provider refuses", async () => {
    const { code, report, said } = await generate("[fault:moderation] a banana", "--json");
    expect(code).toBe(1);
    expect(report().generations[0]).toMatchObject({ status: "failed", charged: "no", images: [] });
    expect(said.join("\n")).toContain("Nothing was charged");
  });

  it.each([
    ["an unknown model", ["a", "--model", "nobody/nothing"], "There is no model"],
    ["a ratio that the model lacks", ["a", "--aspect-ratio", "7:1"], /^--aspect-ratio: .* has no ratio 7:1; it takes/],
    ["a mask without a picture", ["a", "--mask", "mask.png"], "--mask goes with --edit"],
    ["a picture of the gallery that is not there", ["a", "--edit", "01a1fdcc-452f-7220-bb19-a7ea3151122f"], "no such"],
    ["what costs more than the budget", ["a", "--budget", "0.001"], /^--budget: It may cost up to \$0\.018/],
    ["an empty prompt", ["  "], "Write a prompt first."],
    ["a prompt that is too long", ["a".repeat(100_000)], "longer than 20,000 characters"],
    ["an output in no folder", ["a", "missing/banana.png"], "There is no folder"],
    ["a missing reference image", ["a", "--reference", "missing.png"], "cannot be read"],
    ["an unknown account", ["a", "--as", "nobody@example.com"], "There is no account"],
  ])("refuses %s before anything is sent", async (_what, args, message) => {
    const sent = openrouter.ledger.length;
    await expect(generate(...args)).rejects.toThrow(message);
    expect(openrouter.ledger).toHaveLength(sent);
  });
});

describe("proofsheet user add", () => {
  it("makes the owner first, who has what the command line made before, and members after", async () => {
    expect(await addUser("Owner@Example.com", "a few plain words\n")).toEqual({
      code: 0,
      said: ["owner@example.com is now the owner."],
    });
    const { db } = await import("@/lib/db");
    const owner = await db().user.findUnique({ where: { email: "owner@example.com" }, include: { images: true } });
    expect(owner?.images.length).toBeGreaterThan(0);

    expect((await addUser("member@example.com", "a few plain words")).said).toEqual([
      "member@example.com has an account now.",
    ]);
    const { code } = await generate("a banana", "--as", "member@example.com");
    expect(code).toBe(0);
    const member = await db().user.findUnique({ where: { email: "member@example.com" }, include: { images: true } });
    expect(member?.images).toHaveLength(1);
  });

  it("refuses an e-mail that is taken, one that is none, and a short password", async () => {
    await expect(addUser("owner@example.com", "a few plain words")).rejects.toThrow("already");
    await expect(addUser("not an address", "a few plain words")).rejects.toThrow(/e-mail/i);
    await expect(addUser("new@example.com", "short")).rejects.toThrow("at least 10 characters");
  });
});
