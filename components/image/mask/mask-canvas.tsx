"use client";

import { type KeyboardEvent, type PointerEvent, useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import { cn } from "@/lib/cn";
import { drawSteps, drawStroke, moved } from "./draw";
import { type History, type Point, type Step, withStep } from "./history";
import type { Brush } from "./use-brush";

const COLOR = "#f0f";

type Stroke = Extract<Step, { kind: "stroke" }>;

/**
 * The painted area over the picture. A pointer paints while it is pressed; by keyboard the arrows move the brush, and Space
 * sets it down and lifts it.
 */
export function MaskCanvas({
  size,
  brush,
  history,
  onChange,
}: {
  /** The mask's pixels. */
  size: { width: number; height: number };
  brush: Brush;
  history: History;
  onChange: (history: History) => void;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const ground = useRef<HTMLDivElement>(null);
  const hintId = useId();
  const stroke = useRef<Stroke | null>(null);
  /** Where the brush is; null: the pointer is elsewhere and no key was pressed. */
  const [at, setAt] = useState<Point | null>(null);
  const [down, setDown] = useState(false);
  const { width, height } = size;
  const diameter = brush.size * Math.max(width, height);

  useLayoutEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (context) drawSteps(context, history.done, COLOR);
  }, [history]);
  useEffect(() => ground.current?.focus({ preventScroll: true }), []);

  function begin(point: Point) {
    stroke.current = { kind: "stroke", erase: brush.erase, diameter, points: [point] };
    draw();
  }
  function draw() {
    const context = canvas.current?.getContext("2d");
    const last = stroke.current;
    // The end of the stroke alone: all of it was drawn before.
    if (context && last) drawStroke(context, { ...last, points: last.points.slice(-2) }, COLOR);
  }
  function goOn(point: Point) {
    stroke.current?.points.push(point);
    draw();
  }
  function end() {
    if (stroke.current) onChange(withStep(history, stroke.current));
    stroke.current = null;
    setDown(false);
  }

  function pointOf({ clientX, clientY, currentTarget }: PointerEvent): Point {
    const box = currentTarget.getBoundingClientRect();
    return { x: ((clientX - box.left) / box.width) * width, y: ((clientY - box.top) / box.height) * height };
  }

  function onKeyDown(event: KeyboardEvent) {
    const reach = (event.shiftKey ? 0.1 : 0.5) * diameter;
    const [dx, dy] = DIRECTIONS[event.key] ?? [0, 0];
    const here = at ?? { x: width / 2, y: height / 2 };
    if (dx !== 0 || dy !== 0) {
      const there = moved(here, dx * reach, dy * reach, size);
      setAt(there);
      if (stroke.current) goOn(there);
    } else if (event.key === " " && !event.repeat) {
      setAt(here);
      if (stroke.current) end();
      else {
        begin(here);
        setDown(true);
      }
    } else return;
    event.preventDefault();
  }

  return (
    <>
      <div
        ref={ground}
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it is painted on by keyboard too
        tabIndex={0}
        aria-label="Area to change"
        aria-describedby={hintId}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          if (event.button !== 0 || stroke.current) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          begin(pointOf(event));
        }}
        onPointerMove={(event) => {
          const point = pointOf(event);
          setAt(point);
          if (event.buttons & 1) goOn(point);
        }}
        onPointerUp={end}
        onPointerCancel={end}
        onPointerLeave={() => setAt(null)}
        className="absolute inset-0 cursor-none touch-none overflow-hidden focus-visible:-outline-offset-2"
      >
        <canvas ref={canvas} width={width} height={height} className="absolute inset-0 size-full opacity-55" />
        {at && (
          <span
            aria-hidden="true"
            className={cn(
              "pointer-events-none absolute aspect-square -translate-x-1/2 -translate-y-1/2 rounded-full border-2 border-white shadow-[0_0_0_1px_#000]",
              brush.erase && "border-dashed",
              down && "bg-white/30",
            )}
            style={{
              left: `${(at.x / width) * 100}%`,
              top: `${(at.y / height) * 100}%`,
              width: `${(diameter / width) * 100}%`,
            }}
          />
        )}
      </div>
      <p id={hintId} className="sr-only">
        Press and move to paint. By keyboard: the arrow keys move the brush, with Shift a little; Space sets it down and
        lifts it; the brackets make it smaller and larger.
      </p>
      <p role="status" className="sr-only">
        {down ? (brush.erase ? "Erasing" : "Painting") : ""}
      </p>
    </>
  );
}

const DIRECTIONS: Record<string, [dx: number, dy: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
