import { expect, it } from "vitest";
import { initials, makerOf, shortName } from "@/lib/models/names";
import { realModels } from "./models";

it.each([
  ["Google: Nano Banana 2 (Gemini 3.1 Flash Image)", "Nano Banana 2", "Google", "NB"],
  ["Black Forest Labs: FLUX.2 Pro", "FLUX.2 Pro", "Black Forest Labs", "F2"],
  ["Seedream", "Seedream", "maker", "S"],
  ["", "maker/model", "maker", "MM"],
])("calls %j %s by %s, %s for short", (name, short, maker, letters) => {
  const model = { id: "maker/model", name };
  expect([shortName(model), makerOf(model)]).toEqual([short, maker]);
  if (name) expect(initials(model)).toBe(letters);
});

it("gives no two of today's models the same name, and each an avatar of one or two characters", () => {
  const names = realModels.map(shortName);
  expect(new Set(names).size).toBe(names.length);
  for (const model of realModels) expect(initials(model)).toMatch(/^[\p{L}\p{N}]{1,2}$/u);
});
