import type { Point, Step } from "./history";

type Context = CanvasRenderingContext2D;

/** Draws the steps in one color on a canvas where nothing else is: what is opaque afterwards is painted. */
export function drawSteps(context: Context, steps: Step[], color: string): void {
  const { width, height } = context.canvas;
  context.clearRect(0, 0, width, height);
  for (const step of steps) {
    if (step.kind === "stroke") drawStroke(context, step, color);
    else if (step.kind === "clear") context.clearRect(0, 0, width, height);
    else fill(context, "xor", color);
  }
}

export function drawStroke(
  context: Context,
  { erase, diameter, points }: Extract<Step, { kind: "stroke" }>,
  color: string,
): void {
  const [first, ...rest] = points;
  if (!first) return;
  context.globalCompositeOperation = erase ? "destination-out" : "source-over";
  context.strokeStyle = color;
  context.lineWidth = diameter;
  context.lineCap = "round";
  context.lineJoin = "round";
  // A canvas draws nothing of a line without length: the dot under the brush is drawn apart.
  context.fillStyle = color;
  context.beginPath();
  context.arc(first.x, first.y, diameter / 2, 0, 2 * Math.PI);
  context.fill();
  context.beginPath();
  context.moveTo(first.x, first.y);
  for (const point of rest) context.lineTo(point.x, point.y);
  context.stroke();
}

function fill(context: Context, operation: GlobalCompositeOperation, color: string): void {
  context.globalCompositeOperation = operation;
  context.fillStyle = color;
  context.fillRect(0, 0, context.canvas.width, context.canvas.height);
}

/** The mask as a PNG: white where it is painted, on black. */
export function maskPng(steps: Step[], size: { width: number; height: number }): Promise<Blob> {
  const canvas = Object.assign(document.createElement("canvas"), size);
  const context = canvas.getContext("2d");
  if (!context) return Promise.reject(new Error("The browser cannot draw."));
  drawSteps(context, steps, "#fff");
  fill(context, "destination-over", "#000");
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("The browser cannot make a PNG."))), "image/png"),
  );
}

/** Moves a point by a step and keeps it on the canvas. */
export const moved = (
  { x, y }: Point,
  dx: number,
  dy: number,
  { width, height }: { width: number; height: number },
) => ({
  x: Math.min(width, Math.max(0, x + dx)),
  y: Math.min(height, Math.max(0, y + dy)),
});
