import { cn } from "@/lib/cn";
import type { Sibling } from "@/lib/gallery/schema";
import { Thumb } from "../thumb";

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
      <ul className="flex flex-wrap gap-2">
        {siblings.map((sibling, at) => (
          <li key={sibling.id}>
            <button
              type="button"
              aria-label={`Picture ${at + 1} of the set, by ${sibling.model}`}
              aria-current={sibling.id === current}
              title={sibling.model}
              onClick={() => onGo(sibling.id)}
              className={cn(
                "relative block h-14 overflow-hidden rounded-control bg-well",
                sibling.id === current && "outline-2 outline-accent outline-offset-2",
              )}
              style={{ aspectRatio: sibling.width && sibling.height ? sibling.width / sibling.height : 1 }}
            >
              <Thumb image={sibling} alt="" />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
