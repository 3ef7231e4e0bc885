import { describe, expect, it } from "vitest";
import { templateName } from "@/lib/prompts/name";
import { firstPlaceholder } from "@/lib/prompts/placeholder";
import { matching, slashAt } from "@/lib/prompts/slash";

describe("a slash", () => {
  it.each([
    ["/", 1, { start: 0, query: "" }],
    ["/film", 5, { start: 0, query: "film" }],
    ["/film", 3, { start: 0, query: "fi" }],
    ["a lamp\n/film-look", 17, { start: 7, query: "film-look" }],
    ["a lamp, /Größe", 14, { start: 8, query: "Größe" }],
  ])("begins a template in %j at %i", (text, caret, slash) => {
    expect(slashAt(text, caret)).toEqual(slash);
  });

  it.each([
    ["black and/or white", 13],
    ["https://example.com", 8],
    ["/film look", 10],
    ["/film/", 6],
    ["", 0],
    ["/film", 0],
  ])("begins none in %j at %i", (text, caret) => {
    expect(slashAt(text, caret)).toBeNull();
  });
});

it("a query finds the names that begin with it before those that have it inside", () => {
  const names = (query: string) => matching([{ name: "film-look" }, { name: "old-film" }, { name: "ink" }], query);
  expect(names("FILM").map(({ name }) => name)).toEqual(["film-look", "old-film"]);
  expect(names("look").map(({ name }) => name)).toEqual(["film-look"]);
  expect(names("")).toHaveLength(3);
});

it("a name becomes what can be typed behind the slash", () => {
  expect(templateName(" Film look, 35 mm! ")).toBe("film-look-35-mm");
  expect(templateName("Gro\u0308ße")).toBe("größe");
  expect(templateName("日本の光")).toBe("日本の光");
  expect(templateName("/!?")).toBe("");
  expect(templateName(`${"a".repeat(39)}-b`)).toBe("a".repeat(39));
});

describe("the first placeholder", () => {
  it("is where its braces are", () => {
    expect(firstPlaceholder("photo of {subject} in {light}")).toEqual({ start: 9, end: 18 });
  });

  it.each(["no braces", "{}", "{two\nlines}", `{${"long".repeat(20)}}`])("is not in %j", (text) => {
    expect(firstPlaceholder(text)).toBeNull();
  });
});
