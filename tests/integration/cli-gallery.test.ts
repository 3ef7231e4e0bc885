import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type Library, makeLibrary } from "../support/library";
import { proofsheet as run } from "../support/terminal";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let library: Library;
let folder: string;
const proofsheet = (...args: string[]) => run(folder, args);
const json = async (...args: string[]) => JSON.parse((await proofsheet(...args, "--json")).out.join("\n"));

beforeAll(async () => {
  library = await makeLibrary({ PROOFSHEET_SANDBOX_LATENCY: "none" });
  folder = mkdtempSync(join(tmpdir(), "proofsheet-cli-"));
  const prompts = "a red fox\na blue boat\na red boat";
  await run(
    folder,
    [
      "generate",
      "--stdin",
      "--quiet",
      "--concurrency",
      "1",
      "--format",
      "png",
      "--model",
      "black-forest-labs/flux.2-pro",
    ],
    prompts,
  );
});

afterAll(async () => {
  await library?.close();
  rmSync(folder, { recursive: true, force: true });
});

const sha256 = (path: string) => createHash("sha256").update(readFileSync(path)).digest("hex");

interface Manifest {
  images: { file: string; sha256: string; media_type: string; image: { id: string }; recipe: { prompt: string } }[];
}
const manifestOf = (name: string): Manifest => JSON.parse(readFileSync(join(folder, name, "proofsheet.json"), "utf8"));

describe("proofsheet gallery list and show", () => {
  it("list the newest first, as many as wanted, by words of the prompt", async () => {
    const { images } = await json("gallery", "list");
    expect(images.map(({ prompt }: { prompt: string }) => prompt)).toEqual(["a red boat", "a blue boat", "a red fox"]);
    expect((await json("gallery", "list", "--limit", "1")).images).toEqual(images.slice(0, 1));
    expect((await json("gallery", "list", "--search", "RED boat")).images).toEqual(images.slice(0, 1));
    expect((await json("gallery", "list", "--trash")).images).toEqual([]);
    const { out } = await proofsheet("gallery", "list");
    expect(out[0]).toMatch(/^ID +MADE \(UTC\) +PIXELS +COST +MODEL +PROMPT$/);
    expect(out).toHaveLength(4);
  });

  it("show the recipe of a picture, and nothing for an id that is not there", async () => {
    const [first] = (await json("gallery", "list")).images;
    const picture = await json("gallery", "show", first.id);
    expect(picture).toMatchObject({
      id: first.id,
      recipe: { prompt: "a red boat", settings: { outputFormat: "png" } },
    });
    expect(sha256(picture.file)).toBe(picture.sha256);
    await expect(proofsheet("gallery", "show", "01a1fdcc-452f-7220-bb19-a7ea3151122f")).rejects.toThrow(
      "There is no such",
    );
  });
});

describe("proofsheet gallery export", () => {
  it("copies the pictures with a manifest that names each file, its hash and its recipe", async () => {
    const report = await json("gallery", "export", "--output", "all");
    expect(report).toMatchObject({ written: 3, there: 0, failed: 0, complete: true, folder: join(folder, "all") });
    const { images } = manifestOf("all");
    expect(images.map(({ recipe }) => recipe.prompt)).toEqual(["a red boat", "a blue boat", "a red fox"]);
    for (const { file, sha256: said } of images) expect(sha256(join(folder, "all", file))).toBe(said);
    expect(readdirSync(join(folder, "all")).sort()).toEqual(
      [...images.map(({ file }) => file), "proofsheet.json"].sort(),
    );
  });

  it("goes on where it stopped and leaves alone what is there", async () => {
    const { images } = manifestOf("all");
    const [gone, edited] = images.map(({ file }) => join(folder, "all", file));
    rmSync(gone ?? "");
    writeFileSync(edited ?? "", "my own work");
    const { code, said } = await proofsheet("gallery", "export", "--output", "all");
    expect(code).toBe(1);
    expect(said.join("\n")).toContain("is another file than the library's: it was left alone");
    expect(said.at(-1)).toBe("1 written, 1 there already, 1 failed.");
    expect(readFileSync(edited ?? "", "utf8")).toBe("my own work");
    expect(sha256(gone ?? "")).toBe(images[0]?.sha256);
  });

  it("converts, names and chooses as told", async () => {
    const args = ["--output", "some", "--search", "boat", "--format", "webp", "--names", "{date}/{prompt}-{id}"];
    expect(await json("gallery", "export", ...args)).toMatchObject({ written: 2 });
    for (const { file, media_type, sha256: said } of manifestOf("some").images) {
      expect(file).toMatch(/^\d{4}-\d\d-\d\d\/a-(red|blue)-boat-[0-9a-f]{12}\.webp$/);
      expect(media_type).toBe("image/webp");
      expect((await sharp(join(folder, "some", file)).metadata()).format).toBe("webp");
      expect(sha256(join(folder, "some", file))).toBe(said);
    }
    expect(await json("gallery", "export", ...args)).toMatchObject({ written: 0, there: 2 });
    expect(await json("gallery", "export", "--output", "none", "--since", "2999-01-01")).toMatchObject({ written: 0 });
  });

  it("says that a folder cannot be written to", async () => {
    mkdirSync(join(folder, "taken"));
    writeFileSync(join(folder, "taken", "file"), "");
    await expect(proofsheet("gallery", "export", "--output", "taken/file")).rejects.toThrow("cannot be written to");
  });
});

describe("proofsheet models and key", () => {
  it("list what the models take, find one by words, and tell all about one", async () => {
    const { models, fetched_at } = await json("models");
    expect(Date.parse(fetched_at)).toBeGreaterThan(0);
    const gemini = models.find(({ id }: { id: string }) => id === "google/gemini-3.1-flash-image");
    expect(gemini).toMatchObject({
      available: true,
      listed: true,
      resolutions: ["512", "1K", "2K", "4K"],
      references: { min: 0, max: 14 },
    });
    expect(gemini.price_usd.low).toBeCloseTo(0.0672, 3);
    const found = (await json("models", "--search", "flux 3")).models;
    expect(found.map(({ id }: { id: string }) => id)).toEqual(["black-forest-labs/flux-3-image"]);
    const { out } = await proofsheet("models", "google/gemini-3.1-flash-image");
    expect(out.join("\n")).toContain("--provider google-vertex/global");
    expect(out.find((line) => line.includes("--aspect-ratio"))).toContain("21:9");
    await expect(proofsheet("models", "nobody/nothing")).rejects.toThrow("There is no model");
  });

  it("add a model by its id and remove it again", async () => {
    const id = "sandbox/unlisted-painter";
    expect((await proofsheet("models", "add", id)).said[0]).toContain(`${id} (`);
    expect(await json("models", id)).toMatchObject({ id, listed: false });
    await proofsheet("models", "remove", id);
    await expect(proofsheet("models", id)).rejects.toThrow("There is no model");
    await expect(proofsheet("models", "add", "nobody/nothing")).rejects.toThrow("knows no model");
  });

  it("say that nobody pays where no key is set", async () => {
    expect(await json("key", "status")).toMatchObject({
      whose: "sandbox",
      last_four: null,
      usage_usd: expect.any(Number),
    });
  });
});
