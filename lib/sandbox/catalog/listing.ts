import type { Capabilities, Descriptor, Model } from "./types";

/** One item of `GET /images/models` (CONTRACT §2.4). */
export function imageListing(model: Model) {
  return {
    id: model.id,
    name: model.name,
    description: model.description,
    created: model.created,
    architecture: { input_modalities: model.inputs, output_modalities: model.outputs },
    supported_parameters: unionOfCapabilities(model),
    supports_streaming: model.endpoints.some((endpoint) => endpoint.supports_streaming),
    endpoints: `/api/v1/images/models/${model.id}/endpoints`,
  };
}

/** One item of `GET /models`, whose prices and parameters speak of chat (CONTRACT §6). */
export function chatListing(model: Model) {
  const architecture = {
    modality: `${model.inputs.join("+")}->${[...model.outputs].sort().reverse().join("+")}`,
    input_modalities: model.inputs,
    output_modalities: model.outputs,
    tokenizer: "Other",
    instruct_type: null,
  };
  return {
    id: model.id,
    canonical_slug: model.canonical,
    hugging_face_id: null,
    name: model.name,
    created: model.created,
    description: model.description,
    context_length: model.contextLength,
    architecture,
    pricing: model.chatPricing,
    top_provider: {
      context_length: model.contextLength,
      max_completion_tokens: model.maxOutputTokens,
      is_moderated: model.moderated,
    },
    per_request_limits: null,
    supported_parameters: model.chatParameters,
    default_parameters: { temperature: null, top_p: null, frequency_penalty: null },
    supported_voices: null,
    knowledge_cutoff: null,
    expiration_date: model.expirationDate,
    links: { details: `/api/v1/models/${model.canonical}/endpoints` },
  };
}

/** Data of `GET /models/{author}/{slug}/endpoints`. */
export function chatEndpoints(model: Model) {
  const { id, name, created, description, architecture, pricing, supported_parameters } = chatListing(model);
  return {
    id,
    name,
    created,
    description,
    architecture,
    endpoints: model.endpoints.map(({ provider_name, provider_slug, provider_tag }) => ({
      name: `${provider_name} | ${model.canonical}`,
      model_id: id,
      model_name: name,
      context_length: model.contextLength,
      pricing,
      provider_name,
      tag: provider_tag ?? provider_slug,
      quantization: null,
      max_completion_tokens: model.maxOutputTokens,
      max_prompt_tokens: null,
      supported_parameters,
      status: 0,
      uptime_last_5m: null,
      uptime_last_30m: null,
      uptime_last_1d: null,
      latency_last_30m: null,
      throughput_last_30m: null,
      supports_implicit_caching: false,
      supports_tool_choice: { auto: false, function: false, none: false, required: false },
    })),
  };
}

/** What at least one endpoint offers; a single endpoint may offer less (QUIRKS 13). */
function unionOfCapabilities(model: Model): Capabilities {
  const union: Capabilities = {};
  for (const endpoint of model.endpoints) {
    for (const [name, descriptor] of Object.entries(endpoint.supported_parameters)) {
      const known = union[name];
      union[name] = known ? widest(known, descriptor) : descriptor;
    }
  }
  return union;
}

function widest(a: Descriptor, b: Descriptor): Descriptor {
  if (a.type === "enum" && b.type === "enum") return { type: "enum", values: [...new Set([...a.values, ...b.values])] };
  if (a.type === "range" && b.type === "range") {
    return { type: "range", min: Math.min(a.min, b.min), max: Math.max(a.max, b.max) };
  }
  return a;
}
