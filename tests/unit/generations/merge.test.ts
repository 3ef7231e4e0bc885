import { expect, test } from "vitest";
import { mergeActive, mergeIntoLineage, mergeIntoPages, withoutGenerations } from "@/lib/generations/merge";
import type { GenerationDto, SetPage, Status } from "@/lib/generations/schema";

function generation(id: string, set: string, time: number, status: Status = "running"): GenerationDto {
  return {
    id,
    setId: set,
    position: Number(id.slice(-1)),
    prompt: "a lamp",
    model: "maker/model",
    settings: { n: 1 },
    references: [],
    status,
    charged: "unknown",
    cancelRequested: false,
    estimate: null,
    cost: null,
    previews: 0,
    transport: "images",
    edit: null,
    answeredBy: null,
    finishReason: null,
    provider: null,
    openrouterId: null,
    lookUp: null,
    fetchableUntil: null,
    retryOf: null,
    text: null,
    error: null,
    createdAt: new Date(time).toISOString(),
    startedAt: null,
    finishedAt: null,
    runAfter: new Date(time).toISOString(),
    images: [],
    delivered: 0,
  };
}

function page(nextCursor: string | null, ...generations: GenerationDto[]): SetPage {
  return {
    sets: generations.map((one) => ({
      id: one.setId,
      prompt: one.prompt,
      createdAt: one.createdAt,
      generations: [one],
    })),
    nextCursor,
  };
}

const setIds = (pages: SetPage[]) => pages.map(({ sets }) => sets.map((set) => set.id));

test("a changed generation takes the place of its older self, and the other sets stay the same objects", () => {
  const pages = [page(null, generation("g1", "b", 2), generation("g2", "a", 1))];
  const merged = mergeIntoPages(pages, [generation("g2", "a", 1, "succeeded")]);
  expect(merged[0]?.sets[1]?.generations.map((one) => one.status)).toEqual(["succeeded"]);
  expect(merged[0]?.sets[0]).toBe(pages[0]?.sets[0]);
  expect(pages[0]?.sets[1]?.generations[0]?.status).toBe("running");
});

test("the generations of a set keep their order, whichever comes first", () => {
  const merged = mergeIntoPages([page(null, generation("g2", "a", 1))], [generation("g1", "a", 1)]);
  expect(merged[0]?.sets[0]?.generations.map((one) => one.id)).toEqual(["g1", "g2"]);
});

test("a set made elsewhere appears where its time belongs", () => {
  const pages = [
    page("next", generation("g1", "d", 40), generation("g1", "b", 20)),
    page("more", generation("g1", "a", 10)),
  ];
  expect(setIds(mergeIntoPages(pages, [generation("g1", "c", 30), generation("g2", "c", 30)]))).toEqual([
    ["d", "c", "b"],
    ["a"],
  ]);
});

test("a set older than everything loaded waits for its page, unless everything is loaded", () => {
  const older = [generation("g1", "a", 10)];
  expect(setIds(mergeIntoPages([page("next", generation("g1", "b", 20))], older))).toEqual([["b"]]);
  expect(setIds(mergeIntoPages([page(null, generation("g1", "b", 20))], older))).toEqual([["b", "a"]]);
  expect(setIds(mergeIntoPages([page(null)], older))).toEqual([["a"]]);
});

test("a refused set is taken back, and a dismissed generation leaves the others of its set", () => {
  const pages = mergeIntoPages(
    [page(null, generation("g1", "b", 2), generation("g1", "a", 1))],
    [generation("g2", "a", 1)],
  );
  expect(setIds(withoutGenerations(pages, (one) => one.setId === "b"))).toEqual([["a"]]);
  expect(withoutGenerations(pages, (one) => one.id === "g2")[0]?.sets[1]?.generations.map((one) => one.id)).toEqual([
    "g1",
  ]);
});

test("what has ended is no longer under way", () => {
  const active = mergeActive([generation("g1", "a", 1)], [generation("g2", "a", 1, "queued")]);
  expect(active.map((one) => one.id)).toEqual(["g1", "g2"]);
  expect(mergeActive(active, [generation("g1", "a", 1, "paused")]).map((one) => one.id)).toEqual(["g2"]);
});

test("an edit joins its own line alone, and takes the place of what was known of it", () => {
  const edit = (id: string, rootImageId: string, status?: Status): GenerationDto => ({
    ...generation(id, "s", 1, status),
    edit: { imageId: rootImageId, rootImageId, maskId: null },
  });
  const line = { root: null, edits: [edit("e1", "root")] };
  const changed = [edit("e1", "root", "succeeded"), edit("e2", "root"), edit("e3", "other"), generation("g4", "s", 1)];
  const { edits } = mergeIntoLineage(line, "root", changed);
  expect(edits.map(({ id, status }) => [id, status])).toEqual([
    ["e1", "succeeded"],
    ["e2", "running"],
  ]);
  expect(mergeIntoLineage(line, "elsewhere", changed)).toBe(line);
});
