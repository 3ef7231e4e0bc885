import { lookUpLine } from "@/lib/generations/outcome";
import type { GenerationDto } from "@/lib/generations/schema";
import { formatUsd } from "@/lib/money";
import { clockTime } from "@/lib/time";
import { seconds } from "./report";

/** How one generation stands, in a line: `google/gemini-3.1-flash-image: succeeded, 1024×1024, $0.067, 6.2 s`. */
export function statusLine(generation: GenerationDto): string {
  const took = seconds(generation);
  const facts = [
    ...generation.images.map(({ width, height }) => (width && height ? `${width}×${height}` : "not a picture")),
    ...(generation.cost === null ? [] : [formatUsd(generation.cost)]),
    ...(took === null ? [] : [`${took.toFixed(1)} s`]),
  ];
  const line = [`${generation.model}: ${generation.status}`, ...facts].join(", ");
  if (!generation.error) return line;
  return [`${line}.`, generation.error.message, lookUpLine(generation, clockTime)].filter(Boolean).join(" ");
}
