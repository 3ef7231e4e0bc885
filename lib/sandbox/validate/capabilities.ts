import type { Descriptor, Endpoint, Model } from "../catalog/types";
import { invalid, type Refusal } from "../refusal";
import { type ImageRequest, TIERS } from "./schemas";

/** The parameters that an endpoint may or may not offer, read from the request by their names on the wire. */
const OPTIONAL = [
  "resolution",
  "aspect_ratio",
  "size",
  "quality",
  "output_format",
  "background",
  "output_compression",
  "seed",
] as const;

/**
 * Picks the first endpoint that can serve the request; unsupported parameters are rejected, not ignored (CONTRACT §2.6).
 * @throws Refusal 400 with the first endpoint's complaint
 */
export function chooseEndpoint(model: Model, endpoints: Endpoint[], request: ImageRequest): Endpoint {
  refuseTwoSizes(request);
  const complaints: Refusal[] = [];
  for (const endpoint of endpoints) {
    const complaint = complaintOf(model, endpoint, request);
    if (!complaint) return endpoint;
    complaints.push(complaint);
  }
  throw complaints[0] ?? invalid("Invalid request parameters");
}

function refuseTwoSizes({ size, resolution, aspect_ratio }: ImageRequest) {
  if (!size) return;
  if (isTier(size)) {
    if (resolution && resolution !== size) throw invalid(`"size" ${size} contradicts "resolution" ${resolution}`);
  } else if (resolution || aspect_ratio) {
    throw invalid(`"size" in pixels cannot be combined with "${resolution ? "resolution" : "aspect_ratio"}"`);
  }
}

function complaintOf(model: Model, endpoint: Endpoint, request: ImageRequest): Refusal | undefined {
  const about = { provider_name: endpoint.provider_name };
  const supported = endpoint.supported_parameters;
  for (const name of OPTIONAL) {
    const value = request[name];
    if (value === undefined) continue;
    if (name === "size" && sizeIsFine(model, endpoint, String(value))) continue;
    const descriptor = supported[name];
    if (!descriptor) return invalid(`Parameter "${name}" is not supported by ${model.id}`, about);
    const problem = problemWith(descriptor, value);
    if (problem) return invalid(`Invalid value for parameter "${name}": ${problem}`, about);
  }
  const n = problemWith(supported.n ?? { type: "range", min: 1, max: 1 }, request.n ?? 1);
  if (n) return invalid(`Invalid value for parameter "n": ${n}`, about);
  const references = supported.input_references ?? { type: "range", min: 0, max: 0 };
  const count = problemWith(references, request.input_references?.length ?? 0);
  return count ? invalid(`Invalid number of "input_references": ${count}`, about) : undefined;
}

function problemWith(descriptor: Descriptor, value: unknown): string | undefined {
  if (descriptor.type === "enum" && !descriptor.values.includes(String(value))) {
    return `${value}. Supported values: ${descriptor.values.join(", ")}`;
  }
  if (descriptor.type === "range" && (Number(value) < descriptor.min || Number(value) > descriptor.max)) {
    return `${value}. Supported range: ${descriptor.min} to ${descriptor.max}`;
  }
  return undefined;
}

function sizeIsFine(model: Model, endpoint: Endpoint, size: string): boolean {
  if (isTier(size)) {
    const tiers = endpoint.supported_parameters.resolution;
    return tiers?.type === "enum" && tiers.values.includes(size);
  }
  const pixels = parseSize(size);
  if (!pixels || !model.behavior.exactSize) return false;
  const [width, height] = pixels;
  if (width % 16 !== 0 || height % 16 !== 0) return false;
  const area = width * height;
  if (model.behavior.exactSize === "flux") return Math.min(width, height) >= 64 && area <= 4 * 1024 * 1024;
  const ratio = width / height;
  return Math.max(width, height) <= 3840 && area >= 655_360 && area <= 8_294_400 && ratio >= 1 / 3 && ratio <= 3;
}

export const isTier = (size: string): boolean => TIERS.includes(size);

/** `"1024x576"` → `[1024, 576]` */
export function parseSize(size: string): [width: number, height: number] | undefined {
  const match = /^(\d{1,5})x(\d{1,5})$/.exec(size);
  return match ? [Number(match[1]), Number(match[2])] : undefined;
}
