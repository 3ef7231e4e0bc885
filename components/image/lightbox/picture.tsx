"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { altOf } from "@/lib/gallery/format";
import { isShown } from "@/lib/gallery/media";
import type { ImageDto } from "@/lib/generations/schema";
import { Thumb } from "../thumb";

/** The original, over its thumbnail until it is there; of a type that browsers do not show safely, the thumbnail alone. */
export function Picture({ image, alt }: { image: ImageDto; alt: string }) {
  const [state, setState] = useState<"loading" | "loaded" | "failed">("loading");
  const original = isShown(image.mediaType);
  return (
    <>
      {state !== "loaded" && <Thumb image={image} alt={original ? "" : alt} />}
      {original && state !== "failed" && (
        // biome-ignore lint/performance/noImgElement: the original bytes, from a route that checks their owner
        <img
          // It may have loaded before React listened.
          ref={(img) => {
            if (img?.complete && img.naturalWidth > 0) setState("loaded");
          }}
          src={`/api/images/${image.id}/file`}
          alt={altOf(alt)}
          draggable={false}
          onLoad={() => setState("loaded")}
          onError={() => setState("failed")}
          className="absolute inset-0 size-full"
        />
      )}
      {state === "failed" && (
        <div
          role="alert"
          className="absolute inset-x-3 bottom-3 z-10 flex flex-wrap items-center justify-center gap-2 rounded-card border bg-raised p-2"
        >
          The original could not be loaded: this is its thumbnail.
          <Button size="sm" onClick={() => setState("loading")}>
            Try again
          </Button>
        </div>
      )}
    </>
  );
}
