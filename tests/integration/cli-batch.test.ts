import { existsSync } from "node:fs";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import sharp from "sharp";
import { afterAll, describe, expect, it, vi } from "vitest";
import type { LineReport } from "@/lib/cli/generate/report";
import { makeWorkplace } from "../support/command-line";
import { proofsheet } from "../support/terminal";

// Each is a whole program at work.
vi.setConfig({ testTimeout: 120_000 });

/** Four cents a picture. */
const MODEL = "bytedance-seed/seedream-4.5";

const workplace = await makeWorkplace();
const { folder, openrouter } = workplace;

afterAll(workplace.close);

async function batch(lines: (string | object)[], ...args: string[]) {
  const input = lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line))).join("\n");
  const done = await proofsheet(folder, ["generate", "--stdin", "--json", "--model", MODEL, ...args], input);
  const reports = done.out.map((line): LineReport => JSON.parse(line)).sort((a, b) => a.line - b.line);
  return { ...done, reports };
}

const statuses = (reports: LineReport[]) => reports.map(({ generations }) => generations.map(({ status }) => status));

describe("proofsheet generate --stdin", () => {
  it("makes a picture of each line, and what single lines ask for besides", async () => {
    const { code, reports, said } = await batch([
      "a fox",
      "",
      "# not this one",
      { prompt: "a boat", count: 2, "aspect-ratio": "16:9", output: "boat.png" },
    ]);
    expect(code, said.join("\n")).toBe(0);
    expect(reports.map(({ line, sent, error }) => ({ line, sent, error }))).toEqual([
      { line: 1, sent: true, error: null },
      { line: 4, sent: true, error: null },
    ]);
    const files = reports[1]?.generations.flatMap(({ images }) => images.map(({ file }) => file));
    expect(files).toEqual([join(folder, "boat.png"), join(folder, "boat-2.png")]);
    expect(await sharp(join(folder, "boat.png")).metadata()).toMatchObject({ format: "png" });
    expect(said.at(-1)).toBe("2 done, 0 failed, 0 not sent; $0.12 spent.");
  });

  it("names a line that is wrong by its number, and loses none of the others", async () => {
    const { code, reports, said } = await batch([
      "a fox",
      "{broken",
      { prompt: "b", seed: -1 },
      "[fault:moderation] c",
    ]);
    expect(code).toBe(1);
    expect(statuses(reports)).toEqual([["succeeded"], [], [], ["failed"]]);
    expect(reports[1]).toMatchObject({ line: 2, id: null, sent: false, error: { code: "usage" } });
    expect(said).toContain('Line 3: --seed takes a whole number from 0 to 2147483647, not "-1". Nothing was sent.');
    expect(said.at(-1)).toBe("1 done, 1 failed, 2 not sent; $0.04 spent.");
  });

  it("sends nothing that may pass the budget, and goes on with what still fits", async () => {
    const sent = openrouter.ledger.length;
    const lines = ["a", "b", { prompt: "c", count: 4 }, "d", "e"];
    const { code, reports, said } = await batch(lines, "--budget", "0.15", "--concurrency", "3");
    expect(code).toBe(1);
    expect(reports.map((line) => line.sent)).toEqual([true, true, false, true, false]);
    expect(reports[2]?.error?.message).toContain("It may cost up to $0.16, and $0.07 is left of the budget of $0.15");
    expect(openrouter.ledger).toHaveLength(sent + 3);
    expect(said.at(-1)).toBe("3 done, 0 failed, 2 not sent; $0.12 of $0.15 spent.");
  });

  it("refuses what has no known price under a budget, unless told otherwise", async () => {
    const line = { prompt: "a", model: "krea/krea-2-large" };
    expect((await batch([line], "--budget", "5")).reports[0]).toMatchObject({
      sent: false,
      error: { code: "invalid" },
    });
    const { reports } = await batch([line], "--budget", "5", "--allow-unknown-price");
    expect(reports[0]).toMatchObject({ sent: true });
  });

  it("pays nothing again for a line that bears the same id, and refuses another wish under it", async () => {
    const id = "0c4f7c36-5f0e-4c8b-9d3a-3f6d2a9f6e11";
    const first = await batch([{ prompt: "a fox", id, count: 2 }, "a boat"]);
    const sent = openrouter.ledger.length;
    const again = await batch([{ prompt: "a fox", id, count: 2 }], "--budget", "0");
    expect(again.reports[0]?.generations).toEqual(first.reports[0]?.generations);
    // The id of a line that had none is told: with it the line is repeated as safely.
    const told = first.reports[1]?.id;
    expect((await batch([{ prompt: "a boat", id: told }])).reports[0]).toMatchObject({ sent: true, id: told });
    expect(openrouter.ledger).toHaveLength(sent);

    const other = await batch([{ prompt: "a wolf", id, count: 2 }]);
    expect(other.reports[0]).toMatchObject({ sent: false, error: { code: "conflict" } });
    expect(openrouter.ledger).toHaveLength(sent);
  });

  it("gives each line a file of its own, or says that it would not", async () => {
    const { reports } = await batch(["a", { prompt: "b", output: "line-1.png" }], "--output", "line-{line}.png");
    expect(existsSync(join(folder, "line-1.png"))).toBe(true);
    expect(reports[1]?.error?.message).toContain("--output: line 1 writes");
    await expect(batch(["a"], "--output", "one.png")).rejects.toThrow("--output needs {line} in its name");
  });

  it("prints a result as soon as it is there, while the next lines are still to come", async () => {
    const input = new PassThrough();
    const done = proofsheet(folder, ["generate", "--stdin", "--model", MODEL, "--output", "slow-{line}.png"], input);
    input.write("a fox\n");
    await vi.waitFor(() => expect(existsSync(join(folder, "slow-1.png"))).toBe(true), 20_000);
    input.end("a boat\n");
    expect((await done).out).toEqual([join(folder, "slow-1.png"), join(folder, "slow-2.png")]);
  });

  it("has nothing to do where there are no lines", async () => {
    expect(await batch(["", "# only a comment"])).toMatchObject({ code: 0, reports: [] });
  });
});

describe("editing from the command line", () => {
  it("continues from a picture of the gallery, within a mask, and takes one as a reference", async () => {
    const [made] = (await batch(["a fox"])).reports;
    const imageId = made?.generations[0]?.images[0]?.id ?? "";
    const { width = 0, height = 0 } = { ...made?.generations[0]?.images[0] } as { width?: number; height?: number };
    const area = await sharp({ create: { width: 200, height: 200, channels: 3, background: "white" } })
      .png()
      .toBuffer();
    await sharp({ create: { width, height, channels: 3, background: "black" } })
      .composite([{ input: area, left: 50, top: 50 }])
      .png()
      .toFile(join(folder, "mask.png"));
    const { reports, said } = await batch([
      { prompt: "give it a hat", edit: imageId },
      { prompt: "give it a hat", edit: imageId, mask: "mask.png" },
      { prompt: "in this style", reference: imageId },
    ]);
    expect(statuses(reports), said.join("\n")).toEqual([["succeeded"], ["succeeded"], ["succeeded"]]);
    const shown = await proofsheet(folder, [
      "gallery",
      "show",
      reports[1]?.generations[0]?.images[0]?.id ?? "",
      "--json",
    ]);
    expect(JSON.parse(shown.out[0] ?? "")).toMatchObject({ recipe: { edit_of: imageId, masked: true } });
  });
});
