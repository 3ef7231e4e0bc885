import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { flagFor, SETTING_OPTIONS } from "@/lib/cli/generate/settings";
import { readWish } from "@/lib/cli/generate/wish";
import { splitArguments } from "@/lib/cli/options";
import { UsageError } from "@/lib/cli/terminal";
import { PARAMETERS } from "@/lib/models/parameters";
import { Settings } from "@/lib/models/settings";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "proofsheet-cli-"));
  writeFileSync(
    join(folder, "rubric.json"),
    JSON.stringify([{ key: "light", label: "Light", description: "Soft", weight: 2 }]),
  );
  writeFileSync(join(folder, "broken.json"), "[");
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const settingsOf = (...args: string[]) => readWish("a", splitArguments(args, SETTING_OPTIONS).texts, folder).settings;

describe("the options for settings", () => {
  it("reach every setting that there is", () => {
    const all = Object.values(SETTING_OPTIONS).flatMap(({ fields }) => [...fields] as string[]);
    // Recraft's background is what --background-color becomes for a model that takes it as numbers; --count is `n`.
    const others = ["n", "backgroundRgb"];
    expect([...new Set([...all, ...others])].sort()).toEqual(Object.keys(Settings.shape).sort());
  });

  it.each([
    [["--aspect-ratio", "16:9"], { aspectRatio: "16:9" }],
    [["--ratio", "16:9"], { aspectRatio: "16:9" }],
    [["-a", "16:9", "-s", "4K"], { aspectRatio: "16:9", resolution: "4K" }],
    [["--size", "1536X864"], { size: "1536x864" }],
    [["--resolution", "1.5k"], { resolution: "1.5K" }],
    [["--format", "JPG"], { outputFormat: "jpeg" }],
    [["--compression", "80"], { compression: 80 }],
    [["--background-color", "12ab9f"], { backgroundHex: "#12ab9f" }],
    [
      ["--font", "https://fonts.example/a.ttf?v=2=Hello", "--font", "https://fonts.example/b.ttf=World"],
      {
        fonts: [
          { url: "https://fonts.example/a.ttf?v=2", text: "Hello" },
          { url: "https://fonts.example/b.ttf", text: "World" },
        ],
      },
    ],
    [["--super-resolution", "https://a.example/eye.png"], { superResolution: ["https://a.example/eye.png"] }],
    [
      ["--text-at", "0.1,0.2,0.3,0.4=SALE = 50 %"],
      {
        textLayout: [
          {
            text: "SALE = 50 %",
            bbox: [
              [0.1, 0.2],
              [0.4, 0.2],
              [0.4, 0.6],
              [0.1, 0.6],
            ],
          },
        ],
      },
    ],
    [
      ["--rubric", "rubric.json"],
      { scoringRubric: [{ key: "light", label: "Light", description: "Soft", weight: 2 }] },
    ],
    [["--route", "chat", "--zdr", "--no-data-collection"], { transport: "chat", zdr: true, dataCollection: "deny" }],
    [["--param", "raw=true", "--param", "steps=20"], { extra: { raw: true, steps: 20 } }],
    [["--option", "moderation=low"], { options: { moderation: "low" } }],
  ])("%j are %j", (args, expected) => {
    expect(settingsOf(...args)).toEqual(expected);
  });

  it.each([
    [["--strength", "2"], '--strength takes a number from 0 to 1, not "2".'],
    [["--palette", "#112233,red"], '--palette takes a color such as #12AB9F, not "red".'],
    [
      ["--text-at", "0.9,0,0.2,1=A"],
      "--text-at takes x,y,w,h=TEXT: parts of width and height from 0 to 1, within the picture.",
    ],
    [
      ["--text-at", "0,0,1=A"],
      "--text-at takes x,y,w,h=TEXT: parts of width and height from 0 to 1, within the picture.",
    ],
    [["--route", "post"], '--route takes images or chat, not "post".'],
    [["--param", "steps"], '--param takes NAME=VALUE, not "steps".'],
    [["--size", "2K", "--resolution", "4K"], "The resolution is given twice: by --size and by --resolution."],
    [["--size", "0x10"], "--size: A size in pixels looks like 1536x864."],
    [
      ["--font", "http://a.example/a.ttf=A"],
      "--font (0.url): Only an https:// address can be used: the provider fetches it.",
    ],
    [["--quality", " "], "--quality is empty."],
  ])("%j are refused in the option's name", (args, message) => {
    expect(() => settingsOf(...args)).toThrow(new UsageError(message));
  });

  it("say which file is no rubric", () => {
    expect(() => settingsOf("--rubric", "broken.json")).toThrow(
      `--rubric: ${join(folder, "broken.json")} is not JSON.`,
    );
    expect(() => settingsOf("--rubric", "none.json")).toThrow(`--rubric: ${join(folder, "none.json")} cannot be read.`);
  });

  it("are named where a setting is refused", () => {
    expect(flagFor("resolution", { size: ["2K"] })).toBe("--size");
    expect(flagFor("resolution")).toBe("--resolution");
    expect(flagFor("extra.steps")).toBe("--param");
    const unnamed = Object.keys(PARAMETERS).filter((field) => !flagFor(field));
    expect(unnamed).toEqual(["n", "backgroundRgb"]);
  });
});
