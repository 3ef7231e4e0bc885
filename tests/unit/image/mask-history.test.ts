import fc from "fast-check";
import { expect, test } from "vitest";
import { isPainted, NOTHING, redo, type Step, undo, withStep } from "@/components/image/mask/history";

const stroke = (erase = false): Step => ({ kind: "stroke", erase, diameter: 4, points: [{ x: 1, y: 1 }] });
const step = fc.constantFrom<Step>(stroke(), stroke(true), { kind: "clear" }, { kind: "invert" });

test("what was taken back comes again, in its order, as often as one likes", () => {
  fc.assert(
    fc.property(fc.array(step), fc.nat(10), (steps, times) => {
      const painted = steps.reduce(withStep, NOTHING);
      let history = painted;
      for (let i = 0; i < times; i++) history = undo(history);
      for (let i = 0; i < times; i++) history = redo(history);
      expect(history).toEqual(painted);
    }),
  );
});

test("a new step takes the place of those that were taken back", () => {
  const two = withStep(withStep(NOTHING, stroke()), { kind: "invert" });
  const other = withStep(undo(two), { kind: "clear" });
  expect(other.done.map(({ kind }) => kind)).toEqual(["stroke", "clear"]);
  expect(redo(other)).toEqual(other);
});

test.each<[boolean, string, Step[]]>([
  [false, "nothing was done", []],
  [true, "the brush was used", [stroke()]],
  [false, "only the eraser was", [stroke(true)]],
  [false, "all was cleared", [stroke(), { kind: "clear" }]],
  [true, "all was cleared and turned round", [stroke(), { kind: "clear" }, { kind: "invert" }]],
])("something is painted: %s, after %s", (painted, _what, steps) => {
  expect(isPainted(steps.reduce(withStep, NOTHING))).toBe(painted);
});
