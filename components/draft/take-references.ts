import { toast } from "@/components/ui/toast";
import { REFERENCES_MAX } from "@/lib/generations/limits";
import { referenceName } from "@/lib/generations/reference-name";
import type { ReferenceDto } from "@/lib/generations/schema";
import { listed } from "@/lib/listed";
import type { DraftStore } from "./draft";

/** Adds reference images to the draft and says which ones they are, so that the prompt can name them. */
export function takeReferences(store: DraftStore, given: ReferenceDto[]): void {
  const { references: before } = store.get();
  const references = withReferences(before, given);
  if (references.length > REFERENCES_MAX) {
    toast(`At most ${REFERENCES_MAX} reference images go with one request. Nothing was added.`);
    return;
  }
  const said = given.map(({ id }) => references.findIndex((reference) => reference.id === id) + 1);
  if (references.length === before.length) {
    toast(`Already there as ${imagesNamed(said)}.`);
    return;
  }
  store.set({ references });
  toast(`Added as ${imagesNamed(said)}.`, { label: "Undo", run: () => takeBack(store, before, given) });
}

/** Those that are there, then those that are new. */
function withReferences(before: ReferenceDto[], given: ReferenceDto[]): ReferenceDto[] {
  return [...new Map([...before, ...given].map((reference) => [reference.id, reference])).values()];
}

/** `Image 2`, `Image 2 and Image 3`. */
const imagesNamed = (numbers: number[]) => listed(numbers.map(referenceName));

function takeBack(store: DraftStore, before: ReferenceDto[], given: ReferenceDto[]): void {
  const added = new Set(given.map(({ id }) => id));
  for (const { id } of before) added.delete(id);
  store.set({ references: store.get().references.filter(({ id }) => !added.has(id)) });
}
