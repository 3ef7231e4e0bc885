"use client";

import { maskSize } from "@/lib/generations/mask-size";
import type { ImageDto } from "@/lib/generations/schema";
import { Picture } from "../lightbox/picture";
import type { History } from "./history";
import { MaskCanvas } from "./mask-canvas";
import { MaskTools } from "./mask-tools";
import { useBrush } from "./use-brush";

/** The picture with the area that is to change painted over it. */
export function MaskStage({
  image,
  alt,
  history,
  onChange,
  onDone,
}: {
  image: ImageDto;
  alt: string;
  history: History;
  onChange: (history: History) => void;
  onDone: () => void;
}) {
  const brush = useBrush();
  const { width, height } = image;
  if (width === null || height === null) return null;
  return (
    <>
      <div className="absolute inset-0 grid place-items-center pb-24 [--x:1.5rem] [--y:1.5rem] [container-type:size] sm:pb-14 sm:[--x:7.5rem] sm:[--y:4rem]">
        <div
          className="relative"
          style={{
            aspectRatio: width / height,
            width: `min(100cqw - var(--x), (100cqh - var(--y)) * ${width / height}, ${Math.max(width, 320)}px)`,
          }}
        >
          <Picture image={image} alt={alt} />
          <MaskCanvas size={maskSize({ width, height })} brush={brush} history={history} onChange={onChange} />
        </div>
      </div>
      <MaskTools brush={brush} history={history} onChange={onChange} onDone={onDone} />
    </>
  );
}
