import { oneOf, TEN_RATIOS, upTo, yes } from "../catalog/parts";
import type { Endpoint, Model } from "../catalog/types";
import { invalid } from "../refusal";
import type { Knobs } from "../validate/knobs";
import { parseBody } from "../validate/parse";
import { type ChatRequest, ImageConfig, ImageRequest } from "../validate/schemas";
import { gist } from "./messages";

/** Chat's names for a picture, in the words of the Image API. @throws Refusal 400 for what the family does not take */
export function imageWish(model: Model, request: ChatRequest): { wish: ImageRequest; knobs: Knobs } {
  const config = request.image_config ?? {};
  refuseUnknownKeys(model, config);
  const { image_size, aspect_ratio, quality, background, output_format, output_compression, n, ...knobs } = parseBody(
    ImageConfig,
    config,
  );
  const { prompt, urls } = gist(request);
  const wish = parseBody(ImageRequest, {
    model: model.id,
    prompt,
    // GPT-5 Image takes a ratio and goes its own way.
    aspect_ratio: declares(model, "aspect_ratio") ? aspect_ratio : undefined,
    // QUIRKS 18: the same tier has two names.
    resolution: image_size === "0.5K" ? "512" : image_size,
    quality,
    background: backgroundOf(knobs) ?? background,
    output_format,
    output_compression,
    n,
    seed: request.seed ?? undefined,
    input_references: urls.map((url) => ({ type: "image_url" as const, image_url: { url } })),
  });
  return { wish, knobs };
}

function refuseUnknownKeys(model: Model, config: object) {
  const allowed: string[] = [
    "aspect_ratio",
    ...(declares(model, "resolution") ? ["image_size"] : []),
    ...model.imageConfig,
  ];
  const unknown = Object.keys(config).find((key) => !allowed.includes(key));
  if (unknown === undefined) return;
  throw invalid(`image_config: "${unknown}" is not supported by ${model.id}. Supported: ${allowed.join(", ")}`);
}

const declares = (model: Model, name: string) =>
  model.endpoints.some((endpoint) => name in endpoint.supported_parameters);

const backgroundOf = ({ background_mode }: Knobs) => (background_mode === "transparent" ? "transparent" : undefined);

/** The endpoint as chat offers it: the ten usual ratios everywhere, any seed, and Grok's several pictures (CONTRACT §3.2). */
export function onChat(model: Model, endpoint: Endpoint): Endpoint {
  const declared = endpoint.supported_parameters;
  const ratios = declared.aspect_ratio?.type === "enum" ? declared.aspect_ratio.values : [];
  return {
    ...endpoint,
    supported_parameters: {
      ...declared,
      aspect_ratio: oneOf(...new Set([...TEN_RATIOS, ...ratios])),
      seed: yes,
      ...(model.imageConfig.includes("n") && { n: upTo(10, 1) }),
    },
  };
}
