import { describe, expect, it } from "vitest";
import { GENERATE } from "@/lib/cli/generate/options";
import { readWish, withPositionals } from "@/lib/cli/generate/wish";
import { splitArguments } from "@/lib/cli/options";
import { UsageError } from "@/lib/cli/terminal";

function parse(...args: string[]) {
  const { texts, rest } = splitArguments(args, GENERATE);
  const [prompt = "", ...positionals] = rest;
  return readWish(prompt, withPositionals(texts, positionals), "/home/maker");
}

describe("the arguments of generate", () => {
  it("may be a prompt alone", () => {
    expect(parse("a happy banana")).toMatchObject({
      prompt: "a happy banana",
      models: [],
      count: 1,
      references: [],
      output: undefined,
    });
  });

  it("may be a prompt, a file and a model by position, the file in the caller's folder", () => {
    expect(parse("a banana", "pictures/banana.png", "openai/gpt-image-2")).toMatchObject({
      output: "/home/maker/pictures/banana.png",
      models: ["openai/gpt-image-2"],
    });
  });

  it("compare several models and start from several pictures", () => {
    const wish = parse(
      "a",
      "--model",
      "x/one",
      "--model",
      "y/two",
      "--reference",
      "a.png",
      "--reference",
      "/tmp/b.png",
    );
    expect(wish.models).toEqual(["x/one", "y/two"]);
    expect(wish.references).toEqual(["/home/maker/a.png", "/tmp/b.png"]);
  });

  it.each([
    ["2k", { resolution: "2K", size: undefined }],
    ["1536x864", { resolution: undefined, size: "1536x864" }],
  ])("take --size %s as a tier or as pixels", (size, expected) => {
    const { resolution, size: pixels } = parse("a", "--size", size).settings;
    expect({ resolution, size: pixels }).toEqual(expected);
  });

  it.each([
    [["a", "b.png", "--output", "c.png"], "The output is given twice: as an argument and by --output."],
    [["a", "--count", "0"], '--count takes a whole number from 1 to 64, not "0".'],
    [["a", "--count", "1e2"], '--count takes a whole number from 1 to 64, not "1e2".'],
    [["a", "--seed", "x"], '--seed takes a whole number from 0 to 2147483647, not "x".'],
    [["a", "--colour", "red"], "Unknown option '--colour'."],
    [["a", "--model"], "Option '-m, --model <value>' argument missing."],
  ])("%j are not understood", (args, message) => {
    expect(() => parse(...args)).toThrow(new UsageError(message));
  });
});
