import { describe, expect, it } from "vitest";
import { checkTemplate, nameOf } from "@/lib/cli/gallery/names";

const picture = {
  id: "01a1fdcc-452f-7220-bb19-a7ea3151122f",
  prompt: "../../etc/passwd: A Happy Banana!",
  model: "openai/gpt-image-2",
  createdAt: "2026-11-21T11:09:00.000Z",
};

describe("the names of exported pictures", () => {
  it.each([
    ["{prompt}-{id}", "etc-passwd-a-happy-banana-a7ea3151122f.png"],
    ["{date}/{model}-{id}", "2026-11-21/openai-gpt-image-2-a7ea3151122f.png"],
    ["picture", "picture-a7ea3151122f.png"],
  ])("%s is %s", (template, name) => {
    checkTemplate(template);
    expect(nameOf(template, picture, "image/png")).toBe(name);
  });

  it.each(["../{id}", "/{id}", "a//{id}", "{nonsense}", "a\\{id}", "{constructor}"])(
    "cannot be made as %s",
    (template) => {
      expect(() => checkTemplate(template)).toThrow("--names");
    },
  );
});
