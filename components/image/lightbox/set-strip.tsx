import type { Sibling } from "@/lib/gallery/schema";
import { PictureStrip } from "./picture-strip";

/** The pictures that one press of Generate made, to change between. */
export function SetStrip({
  siblings,
  current,
  onGo,
}: {
  siblings: Sibling[];
  current: string;
  onGo: (id: string) => void;
}) {
  return (
    <section aria-label="In this set">
      <h2 className="mb-2 font-semibold text-muted text-xs">In this set</h2>
      <PictureStrip
        pictures={siblings}
        labelOf={({ model }, at) => `Picture ${at + 1} of the set, by ${model}`}
        current={current}
        onGo={onGo}
      />
    </section>
  );
}
