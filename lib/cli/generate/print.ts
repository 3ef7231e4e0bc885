import type { GenerationDto } from "@/lib/generations/schema";
import { formatUsd } from "@/lib/money";
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
  return generation.error ? `${line}. ${generation.error.message}` : line;
}
