"use client";

import { useState } from "react";
import { Icon } from "@/components/ui/icon";
import { altOf } from "@/lib/gallery/format";
import { formatName } from "@/lib/gallery/media";
import type { ImageDto } from "@/lib/generations/schema";
import { Placeholder } from "./placeholder";

/** The thumbnail, filling its box, which is positioned. Bytes that are no picture show as a file. */
export function Thumb({ image, alt }: { image: ImageDto; alt: string }) {
  const [loaded, setLoaded] = useState(false);
  if (image.width === null) {
    return (
      <span className="absolute inset-0 grid place-content-center justify-items-center gap-1 border border-line-strong border-dashed text-muted text-sm">
        <Icon name="file" size={22} />
        {formatName(image.mediaType)}
        <span className="sr-only">that could not be shown as a picture: {altOf(alt)}</span>
      </span>
    );
  }
  return (
    <>
      {/* Not under a loaded picture: it would show through a transparent one. */}
      {image.thumbhash && !loaded && <Placeholder thumbhash={image.thumbhash} />}
      {/* biome-ignore lint/performance/noImgElement: already a thumbnail, from a route that checks its owner */}
      <img
        // It may have loaded before React listened.
        ref={(img) => {
          if (img?.complete) setLoaded(true);
        }}
        src={`/api/images/${image.id}/thumb`}
        alt={altOf(alt)}
        loading="lazy"
        decoding="async"
        draggable={false}
        onLoad={() => setLoaded(true)}
        className="absolute inset-0 size-full object-cover"
      />
    </>
  );
}
