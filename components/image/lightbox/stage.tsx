"use client";

import { type MouseEvent, type PointerEvent, useLayoutEffect, useRef, useState } from "react";
import { cn } from "@/lib/cn";
import { isShown } from "@/lib/gallery/media";
import type { ImageDto } from "@/lib/generations/schema";
import { FileCard } from "./file-card";
import { Picture } from "./picture";

/** Pixels that the pointer may move in a click. */
const CLICK_SLOP = 4;
const CENTRE = { x: 0.5, y: 0.5 };

/** The picture on its ground: fitted, never enlarged; or at 100 %, where one pixel of it is one of the screen's. */
export function Stage({
  image,
  alt,
  zoomed,
  onZoom,
}: {
  image: ImageDto;
  alt: string;
  zoomed: boolean;
  onZoom: (zoomed: boolean) => void;
}) {
  const ground = useRef<HTMLDivElement>(null);
  const pressedAt = useRef({ x: 0, y: 0 });
  /** Where the picture was pressed, as a share of its width and height: that point comes to the middle. */
  const [aim, setAim] = useState(CENTRE);
  const { width, height } = image;

  useLayoutEffect(() => {
    const element = ground.current;
    if (!zoomed || !element) return;
    element.scrollTo(
      aim.x * element.scrollWidth - element.clientWidth / 2,
      aim.y * element.scrollHeight - element.clientHeight / 2,
    );
    // So that the arrow keys move the picture.
    element.focus({ preventScroll: true });
  }, [zoomed, aim]);

  if (width === null || height === null) return <FileCard image={image} />;

  const drag = ({ buttons, pointerType, movementX, movementY }: PointerEvent) => {
    // A finger scrolls by itself.
    if (zoomed && buttons === 1 && pointerType === "mouse") ground.current?.scrollBy(-movementX, -movementY);
  };
  const press = ({ currentTarget, clientX, clientY, detail }: MouseEvent) => {
    const byKey = detail === 0;
    if (!byKey && Math.hypot(clientX - pressedAt.current.x, clientY - pressedAt.current.y) > CLICK_SLOP) return;
    const box = currentTarget.getBoundingClientRect();
    setAim(byKey ? CENTRE : { x: (clientX - box.left) / box.width, y: (clientY - box.top) / box.height });
    onZoom(!zoomed);
  };
  return (
    <div
      ref={ground}
      tabIndex={-1}
      className={cn(
        "absolute inset-0 grid outline-none [--x:1.5rem] [--y:1.5rem] sm:[--x:7.5rem] sm:[--y:4rem]",
        zoomed
          ? "overflow-auto overscroll-contain [place-items:safe_center]"
          : "place-items-center [container-type:size]",
      )}
    >
      <div
        className={cn("relative overflow-hidden", !zoomed && "rounded-control")}
        style={{
          aspectRatio: width / height,
          width: zoomed
            ? width / window.devicePixelRatio
            : `min(100cqw - var(--x), (100cqh - var(--y)) * ${width / height}, ${width}px)`,
        }}
      >
        <Picture image={image} alt={alt} />
        {isShown(image.mediaType) && (
          <button
            type="button"
            aria-label="Show at 100 % (Z)"
            aria-pressed={zoomed}
            onPointerDown={({ clientX: x, clientY: y }) => {
              pressedAt.current = { x, y };
            }}
            onPointerMove={drag}
            onClick={press}
            className={cn("absolute inset-0", zoomed ? "cursor-grab! active:cursor-grabbing!" : "cursor-zoom-in!")}
          />
        )}
      </div>
    </div>
  );
}
