import { nearestRatio, pixelSize, type Size } from "./catalog/pixels";
import type { Endpoint, Format, Model } from "./catalog/types";
import type { Bill } from "./cost";
import type { Usage } from "./usage";
import { isTier, parseSize } from "./validate/capabilities";
import type { Knobs } from "./validate/knobs";
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
  knobs: Knobs;
  /** How long Riverflow thinks: it changes time and cost. */
  effort: string;
  /** What the model says beside its pictures; all that it says when `n` is 0. */
  words: string;
  /** Why it stops, in OpenRouter's and in the provider's own word. */
  finish: Finish;
  stream: boolean;
};

export type Picture = { b64: string; mediaType: string | undefined };

export type Finish = { finish_reason: string; native_finish_reason: string };
export const STOPPED: Finish = { finish_reason: "stop", native_finish_reason: "STOP" };

/** What a model made of a job, before a route puts it into its own words. */
export type Result = {
  id: string;
  /** Unix seconds. */
  created: number;
  pictures: Picture[];
  words: string | null;
  finish: Finish;
  usage: Usage | undefined;
};

export function jobFor(
  model: Model,
  endpoint: Endpoint,
  request: ImageRequest,
  references: Reference[],
  knobs: Knobs,
): Job {
  const tier = tierOf(endpoint, request);
  const { behavior } = model;
  return {
    model,
    endpoint,
    prompt: request.prompt,
    n: request.n ?? 1,
    size: enlarged(knobs, references) ?? sizeOf(model, endpoint, request, tier, references),
    tier,
    quality: request.quality ?? "auto",
    format: request.output_format ?? (request.background === "transparent" ? "png" : behavior.format),
    compression: request.output_compression,
    transparent: request.background === "transparent",
    seed: request.seed,
    references,
    knobs,
    effort: "medium",
    words: "",
    finish: STOPPED,
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

/** Super resolution repaints the input at its own size (CONTRACT §3.2). */
function enlarged({ super_resolution_references }: Knobs, [input]: Reference[]): Size | undefined {
  return super_resolution_references?.length && input?.bytes ? { width: input.width, height: input.height } : undefined;
}

function sizeOf(model: Model, endpoint: Endpoint, request: ImageRequest, tier: string, references: Reference[]): Size {
  const exact = request.size ? parseSize(request.size) : undefined;
  if (exact) return { width: exact[0], height: exact[1] };
  const declared = endpoint.supported_parameters.aspect_ratio;
  const asked = request.aspect_ratio === "auto" ? undefined : request.aspect_ratio;
  const [first] = references;
  // Without a ratio an edit keeps the shape of its first reference (QUIRKS 34).
  const ratio = asked ?? (first && declared?.type === "enum" ? nearestRatio(declared.values, first) : "1:1");
  return pixelSize(model.behavior.pixels, ratio, tier, endpoint.provider_slug === "google-vertex");
}

/** Input tokens of one reference, about what Google and OpenAI count. */
const TOKENS_PER_REFERENCE = 258;

/** About right for English. */
export const CHARACTERS_PER_TOKEN = 4;
export const tokensOf = (text: string): number => Math.ceil(text.length / CHARACTERS_PER_TOKEN);

export function billFor(job: Job): Bill {
  const { width, height } = job.size;
  const { tier, quality, references } = job;
  const imageTokens = job.model.behavior.tokens?.({ tier, quality, width, height });
  return {
    images: job.n,
    wordTokens: tokensOf(job.words),
    width,
    height,
    tier,
    quality,
    promptTokens: tokensOf(job.prompt),
    referenceTokens: references.length * TOKENS_PER_REFERENCE,
    imageTokens: imageTokens ?? Math.ceil((width * height) / 256),
    references: references.length,
    fonts: job.knobs.font_inputs?.length ?? 0,
    superResolutions: job.knobs.super_resolution_references?.length ?? 0,
    effort: job.effort,
    referenceMegapixels: references.reduce((sum, { width, height }) => sum + (width * height) / (1024 * 1024), 0),
  };
}
