import { cn } from "@/lib/cn";
import type { Sibling } from "@/lib/gallery/schema";
import { Thumb } from "../thumb";

/** Pictures to change to. */
export function PictureStrip({
  pictures,
  labelOf,
  current,
  onGo,
}: {
  pictures: Sibling[];
  labelOf: (picture: Sibling, at: number) => string;
  current?: string;
  onGo: (id: string) => void;
}) {
  return (
    <ul className="flex flex-wrap gap-2">
      {pictures.map((picture, at) => (
        <li key={picture.id}>
          <button
            type="button"
            aria-label={labelOf(picture, at)}
            aria-current={picture.id === current}
            title={picture.model}
            onClick={() => onGo(picture.id)}
            className={cn(
              "relative block h-14 overflow-hidden rounded-control bg-well",
              picture.id === current && "outline-2 outline-accent outline-offset-2",
            )}
            style={{ aspectRatio: picture.width && picture.height ? picture.width / picture.height : 1 }}
          >
            <Thumb image={picture} alt="" />
          </button>
        </li>
      ))}
    </ul>
  );
}
