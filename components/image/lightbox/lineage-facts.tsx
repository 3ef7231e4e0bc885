import type { ImageDetail } from "@/lib/gallery/schema";
import { Fact, Facts } from "./facts";
import { PictureStrip } from "./picture-strip";

/** Which picture this one was made of, and which were made of it. */
export function LineageFacts({
  parent,
  edits,
  onGo,
}: Pick<ImageDetail, "parent" | "edits"> & { onGo: (id: string) => void }) {
  if (!parent && edits.length === 0) return null;
  return (
    <Facts title="Lineage">
      <Fact name="Edited from">
        {parent && <PictureStrip pictures={[parent]} labelOf={() => "The picture it was made of"} onGo={onGo} />}
      </Fact>
      <Fact name="Edits of it">
        {edits.length > 0 && (
          <PictureStrip pictures={edits} labelOf={({ model }, at) => `Edit ${at + 1} of it, by ${model}`} onGo={onGo} />
        )}
      </Fact>
    </Facts>
  );
}
