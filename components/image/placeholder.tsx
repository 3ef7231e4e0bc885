"use client";

import { useLayoutEffect, useRef } from "react";
import { thumbHashToRGBA } from "thumbhash";

/** The picture's blurred colours, some 25 bytes of them, until its own bytes are there. */
export function Placeholder({ thumbhash }: { thumbhash: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    if (canvas.current) draw(canvas.current, thumbhash);
  }, [thumbhash]);
  return <canvas ref={canvas} className="absolute inset-0 size-full" />;
}

function draw(canvas: HTMLCanvasElement, thumbhash: string) {
  const { w, h, rgba } = thumbHashToRGBA(Uint8Array.from(atob(thumbhash), (char) => char.charCodeAt(0)));
  canvas.width = w;
  canvas.height = h;
  canvas.getContext("2d")?.putImageData(new ImageData(new Uint8ClampedArray(rgba), w, h), 0, 0);
}
