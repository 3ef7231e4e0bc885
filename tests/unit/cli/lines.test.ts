import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { type Line, parseLine, readLines } from "@/lib/cli/generate/lines";
import { UsageError } from "@/lib/cli/terminal";

const ID = "8b0f3f0a-6f5a-4b57-9d0f-0b8f4f1f3a55";
const parse = (wish: unknown, defaults = {}) =>
  parseLine({ no: 7, text: typeof wish === "string" ? wish : JSON.stringify(wish) }, defaults, "/home/maker");

async function linesOf(...pieces: string[]): Promise<Line[]> {
  const lines: Line[] = [];
  for await (const line of readLines(Readable.from(pieces), new AbortController().signal)) lines.push(line);
  return lines;
}

describe("the lines of a batch", () => {
  it("are numbered as an editor does it, without blank ones and comments", async () => {
    expect(await linesOf("\uFEFFa fox\r\n\n  # no", "t this\n\t\n a bo", "at \nlast")).toEqual([
      { no: 1, text: "a fox" },
      { no: 5, text: "a boat" },
      { no: 6, text: "last" },
    ]);
  });

  it("are prompts, with the command's own options", () => {
    const defaults = { model: ["a/b"], output: ["pictures/{line}.png"], count: ["2"] };
    expect(parse("a happy {banana}", defaults)).toMatchObject({
      prompt: "a happy {banana}",
      models: ["a/b"],
      count: 2,
      output: "/home/maker/pictures/7.png",
      id: undefined,
    });
  });

  it("are JSON where they begin with {, with any option by its long name, or an older one", () => {
    const line = {
      prompt: "a fox",
      id: ID.toUpperCase(),
      model: ["a/b", "c/d"],
      ratio: "16:9",
      seed: 7,
      strength: 0.5,
      zdr: true,
      "no-data-collection": false,
      style: null,
      output: "fox.png",
      input: "one.png",
      palette: "#112233,#aabbcc",
      param: { steps: 20, guidance: "3.5", raw: true },
    };
    expect(parse(line, { model: ["x/y"], "aspect-ratio": ["1:1"] })).toMatchObject({
      id: ID,
      models: ["a/b", "c/d"],
      references: ["/home/maker/one.png"],
      output: "/home/maker/fox.png",
      settings: {
        aspectRatio: "16:9",
        seed: 7,
        strength: 0.5,
        zdr: true,
        rgbColors: [
          [0x11, 0x22, 0x33],
          [0xaa, 0xbb, 0xcc],
        ],
        extra: { steps: 20, guidance: 3.5, raw: true },
      },
    });
  });

  it.each([
    ["{nonsense", "It begins with { and is not JSON."],
    [{ model: "a/b" }, 'It lacks a "prompt", which is a text.'],
    [{ prompt: "a", id: "one" }, 'Its "id" is no UUID.'],
    [{ prompt: "a", colour: "red" }, 'A line has no option "colour".'],
    [{ prompt: "a", budget: 3 }, 'A line has no option "budget".'],
    [{ prompt: "a", seed: { of: 1 } }, 'Its "seed" has a value that --seed does not take.'],
    [{ prompt: "a", zdr: "yes" }, 'Its "zdr" has a value that --zdr does not take.'],
    [{ prompt: "a", count: 0 }, '--count takes a whole number from 1 to 64, not "0".'],
  ])("%j are not understood", (line, message) => {
    expect(() => parse(line)).toThrow(new UsageError(message));
  });
});
