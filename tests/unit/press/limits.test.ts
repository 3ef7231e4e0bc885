import { describe, expect, it } from "vitest";
import { deal } from "@/lib/press/choose";
import { Limits } from "@/lib/press/limits";

const CALL = { keyRef: "key", model: "a/b" };
const OTHER = { keyRef: "key", model: "c/d" };

/** How many calls are let in at once. */
function room(limits: Limits, call = CALL): number {
  let taken = 0;
  while (limits.take(call)) taken++;
  for (let back = 0; back < taken; back++) limits.free(call);
  return taken;
}

describe("the calls at once with one key and to one model", () => {
  it("are halved when there are too many, and one more after each success, up to the most", () => {
    const limits = new Limits(8);
    expect(room(limits)).toBe(8);
    limits.lower("model", CALL, 1, 10);
    expect(room(limits)).toBe(4);
    const seen = [];
    for (let success = 0; success < 6; success++) {
      limits.raise(CALL);
      seen.push(room(limits));
    }
    expect(seen).toEqual([5, 6, 7, 8, 8, 8]);
  });

  it("are never less than one", () => {
    const limits = new Limits(8);
    for (let at = 1; at < 10; at++) limits.lower("key", CALL, at * 10, at * 10 + 1);
    expect(room(limits)).toBe(1);
  });

  it("are halved once for calls that were sent together and were all refused", () => {
    const limits = new Limits(8);
    for (let call = 0; call < 8; call++) limits.lower("model", CALL, 5, 10);
    expect(room(limits)).toBe(4);
  });

  it("of a busy model leave the other models of the key alone, those of a poor key do not", () => {
    const limits = new Limits(8);
    limits.lower("model", CALL, 1, 10);
    expect([room(limits), room(limits, OTHER)]).toEqual([4, 8]);
    limits.lower("key", CALL, 11, 20);
    expect([room(limits), room(limits, OTHER)]).toEqual([4, 4]);
  });

  it("are shared by the models of a key, and what is full is named", () => {
    const limits = new Limits(2);
    expect([limits.take(CALL), limits.take(OTHER), limits.take(OTHER)]).toEqual([true, true, false]);
    expect(limits.full()).toEqual([{ keyRef: "key" }]);
    limits.free(CALL);
    expect(limits.full()).toEqual([]);
  });
});

describe("places", () => {
  it("go to who has the fewest under way, whoever has the longer queue", () => {
    const many = { has: 6, rows: Array.from({ length: 500 }, (_, no) => `many ${no}`) };
    const one = { has: 0, rows: ["one 0"] };
    expect(deal([many, one], 3)).toEqual(["one 0", "many 0", "many 1"]);
    expect(
      deal(
        [
          { ...many, has: 0 },
          { has: 0, rows: ["b 0", "b 1", "b 2"] },
        ],
        5,
      ),
    ).toEqual(["many 0", "b 0", "many 1", "b 1", "many 2"]);
    expect(deal([{ has: 0, rows: [] }], 5)).toEqual([]);
  });
});
