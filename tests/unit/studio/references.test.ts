import { expect, test } from "vitest";
import { spaced } from "@/app/(studio)/studio/_components/composer/name-in-prompt";
import { type Draft, type DraftStore, NEW_DRAFT } from "@/components/draft/draft";
import { takeReferences } from "@/components/draft/take-references";
import type { ReferenceDto } from "@/lib/generations/schema";

const reference = (id: string): ReferenceDto => ({ id, imageId: null, width: 8, height: 8, thumbhash: null });

/** A draft that holds these references, in memory. */
function holding(...ids: string[]): DraftStore {
  let draft: Draft = { ...NEW_DRAFT, references: ids.map(reference) };
  return {
    get: () => draft,
    set: (change) => {
      draft = { ...draft, ...change };
    },
    sent: () => {},
    subscribe: () => () => {},
    followOtherTabs: () => () => {},
  };
}

const ids = (store: DraftStore) => store.get().references.map(({ id }) => id);

test("a picture that becomes a reference comes after those that are there, and once", () => {
  const store = holding("a");
  takeReferences(store, [reference("b"), reference("a"), reference("c")]);
  expect(ids(store)).toEqual(["a", "b", "c"]);
  takeReferences(store, [reference("b")]);
  expect(ids(store)).toEqual(["a", "b", "c"]);
});

test("more references than a request takes are not added at all, rather than some of them", () => {
  const full = Array.from({ length: 15 }, (_, at) => `r${at}`);
  const store = holding(...full);
  takeReferences(store, [reference("b"), reference("c")]);
  expect(ids(store)).toEqual(full);
  takeReferences(store, [reference("b")]);
  expect(ids(store)).toHaveLength(16);
});

test("an image's name in the prompt keeps apart from the words around it", () => {
  expect(spaced("Image 1", "", "")).toBe("Image 1");
  expect(spaced("Image 1", "the hat of", " on a cat")).toBe(" Image 1");
  expect(spaced("Image 1", "the hat (of ", "on a cat")).toBe("Image 1 ");
  expect(spaced("Image 1", "(", ", please")).toBe("Image 1");
});
