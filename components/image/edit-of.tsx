import { ImageLink } from "./image-link";

/** Says of which picture something is an edit, and leads to it. */
export function EditOf({ imageId }: { imageId: string }) {
  return (
    <ImageLink
      image={null}
      href={`/gallery/${imageId}`}
      className="mb-1.5 inline-flex min-h-6 items-center gap-2 text-muted text-sm hover:text-text"
    >
      Edit of
      {/* biome-ignore lint/performance/noImgElement: already a thumbnail, from a route that checks its owner */}
      <img
        src={`/api/images/${imageId}/thumb`}
        alt="the earlier one"
        loading="lazy"
        className="size-8 rounded-control bg-well object-cover touch:size-11"
      />
    </ImageLink>
  );
}
