import { nearestRatio, pixelSize, type Size } from "./catalog/pixels";
import type { Endpoint, Format, Model } from "./catalog/types";
import type { Bill } from "./cost";
import type { Usage } from "./usage";
import { isTier, parseSize } from "./validate/capabilities";
import type { Reference } from "./validate/references";
import type { ImageRequest } from "./validate/schemas";

/** A validated wish, in which both routes' requests meet. */
export type Job = {
  model: Model;
  endpoint: Endpoint;
  prompt: string;
  n: number;
  size: Size;
  tier: string;
  quality: string;
  format: Format;
  /** 0–100 for jpeg and webp; undefined leaves it to the encoder. */
  compression: number | undefined;
  transparent: boolean;
  seed: number | undefined;
  references: Reference[];
  stream: boolean;
};

export type Picture = { b64: string; mediaType: string | undefined };

/** What a model made of a job, before a route puts it into its own words. */
export type Result = {
  id: string;
  /** Unix seconds. */
  created: number;
  pictures: Picture[];
  usage: Usage | undefined;
  /** Why there is no picture, in the model's words. */
  refusal?: string;
};

export function jobFor(model: Model, endpoint: Endpoint, request: ImageRequest, references: Reference[]): Job {
  const tier = tierOf(endpoint, request);
  const { behaviour } = model;
  return {
    model,
    endpoint,
    prompt: request.prompt,
    n: request.n ?? 1,
    size: sizeOf(model, endpoint, request, tier, references),
    tier,
    quality: request.quality ?? "auto",
    format: request.output_format ?? (request.background === "transparent" ? "png" : behaviour.format),
    compression: request.output_compression,
    transparent: request.background === "transparent",
    seed: request.seed,
    references,
    // Endpoints that cannot stream ignore the flag and answer with one buffered body.
    stream: request.stream === true && endpoint.supports_streaming,
  };
}

/** Asked for, else 1K, else the smallest the endpoint has. */
function tierOf(endpoint: Endpoint, { size, resolution }: ImageRequest): string {
  const asked = size && isTier(size) ? size : resolution;
  if (asked) return asked;
  const tiers = endpoint.supported_parameters.resolution;
  return tiers?.type === "enum" && !tiers.values.includes("1K") ? (tiers.values[0] ?? "1K") : "1K";
}

function sizeOf(model: Model, endpoint: Endpoint, request: ImageRequest, tier: string, references: Reference[]): Size {
  const exact = request.size ? parseSize(request.size) : undefined;
  if (exact) return { width: exact[0], height: exact[1] };
  const declared = endpoint.supported_parameters.aspect_ratio;
  const asked = request.aspect_ratio === "auto" ? undefined : request.aspect_ratio;
  const [first] = references;
  // Without a ratio an edit keeps the shape of its first reference (QUIRKS 34).
  const ratio = asked ?? (first && declared?.type === "enum" ? nearestRatio(declared.values, first) : "1:1");
  return pixelSize(model.behaviour.pixels, ratio, tier, endpoint.provider_slug === "google-vertex");
}

/** Input tokens of one reference, about what Google and OpenAI count. */
const TOKENS_PER_REFERENCE = 258;

export function billFor(job: Job): Bill {
  const { width, height } = job.size;
  const { tier, quality, references } = job;
  const imageTokens = job.model.behaviour.tokens?.({ tier, quality, width, height });
  return {
    images: job.n,
    width,
    height,
    tier,
    quality,
    promptTokens: Math.ceil(job.prompt.length / 4),
    referenceTokens: references.length * TOKENS_PER_REFERENCE,
    imageTokens: imageTokens ?? Math.ceil((width * height) / 256),
    references: references.length,
    referenceMegapixels: references.reduce((sum, { width, height }) => sum + (width * height) / (1024 * 1024), 0),
  };
}
