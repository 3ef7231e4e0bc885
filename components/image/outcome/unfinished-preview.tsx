"use client";

import { useState } from "react";
import type { GenerationDto } from "@/lib/generations/schema";

/** The newest partial picture of a generation that did not come to its end, as long as the server has it. */
export function UnfinishedPreview({ generation: { id, previews, images } }: { generation: GenerationDto }) {
  const [gone, setGone] = useState(false);
  if (previews === 0 || images.length > 0 || gone) return null;
  return (
    <figure className="grid justify-items-start gap-1">
      {/* biome-ignore lint/performance/noImgElement: from a route that checks its owner */}
      <img
        src={`/api/generations/${id}/preview?v=${previews}`}
        alt="Unfinished preview"
        onError={() => setGone(true)}
        className="max-h-40 max-w-full rounded-control opacity-80"
      />
      <figcaption className="text-muted text-xs">unfinished preview</figcaption>
    </figure>
  );
}
