import { findModel } from "../catalog/catalog";
import type { Model } from "../catalog/types";
import { type PaidExchange, readJson } from "../exchange";
import { type Dialect, generate } from "../generate";
import { type Job, jobFor, type Result } from "../job";
import { noteInLedger } from "../ledger";
import { invalid, noEndpoints } from "../refusal";
import { chooseEndpoint } from "../validate/capabilities";
import { parseBody } from "../validate/parse";
import { readReferences, refuseTooManyForProvider } from "../validate/references";
import { routableEndpoints } from "../validate/routing";
import { ChatRequest, ImageRequest } from "../validate/schemas";

/** `POST /chat/completions` for models that draw (CONTRACT §3). */
export async function postChatCompletions(exchange: PaidExchange): Promise<void> {
  const request = parseBody(ChatRequest, await readJson(exchange));
  noteInLedger(exchange, request);
  const model = findModel(request.model);
  if (!model) throw invalid(`${request.model} is not a valid model ID`);
  refuseWrongUse(model, request);
  const wish = parseBody(ImageRequest, asImageRequest(model, request));
  const endpoint = chooseEndpoint(model, routableEndpoints(model, request.provider), wish);
  const references = await readReferences(wish.input_references?.map(({ image_url }) => image_url.url) ?? []);
  refuseTooManyForProvider(model, endpoint, references.length);
  // Every chat model streams, and takes a seed, whatever it declares for the Image API.
  const job = {
    ...jobFor(model, endpoint, wish, references),
    stream: request.stream ?? false,
    seed: request.seed ?? undefined,
  };
  await generate(exchange, job, chatDialect);
}

function refuseWrongUse(model: Model, request: ChatRequest) {
  const outputs: string[] = model.chat ? model.outputs : [];
  const wanted = request.modalities ?? ["text"];
  const count = model.endpoints.length;
  if (!wanted.every((modality) => outputs.includes(modality)) || !wanted.includes("image")) {
    throw noEndpoints(
      `No endpoints found that support the requested output modalities: ${wanted.join(", ")}`,
      count,
      "Filter by Model Output Modalities",
    );
  }
  if (request.tools?.length) {
    throw noEndpoints("No endpoints found that support tool use.", count, "Filter by Tool Use");
  }
}

/** Chat's names for the same things; keys of `image_config` that the Image API does not know are the model's affair. */
function asImageRequest(model: Model, request: ChatRequest) {
  const { texts, urls } = contentOf(request);
  const { aspect_ratio, image_size, quality } = request.image_config ?? {};
  return {
    model: model.id,
    prompt: texts.join("\n"),
    aspect_ratio,
    // QUIRKS 18: the same tier has two names.
    resolution: image_size === "0.5K" ? "512" : image_size,
    quality,
    input_references: urls.map((url) => ({ type: "image_url" as const, image_url: { url } })),
  };
}

/** The words and pictures of the last user message. */
function contentOf({ messages }: ChatRequest) {
  const content = messages.findLast(({ role }) => role === "user")?.content ?? "";
  if (typeof content === "string") return { texts: [content], urls: [] };
  return {
    texts: content.flatMap((part) => ("text" in part && typeof part.text === "string" ? [part.text] : [])),
    urls: content.flatMap((part) => (isImagePart(part) ? [part.image_url.url] : [])),
  };
}

function isImagePart(part: object): part is { image_url: { url: string } } {
  return "image_url" in part;
}

const images = ({ pictures }: Result) =>
  pictures.map(({ b64, mediaType }, index) => ({
    type: "image_url",
    image_url: { url: `data:${mediaType ?? "image/png"};base64,${b64}` },
    index,
  }));

const head = (job: Job, id: string, created: number, object: string) => ({
  id,
  provider: job.endpoint.provider_name,
  model: job.model.id,
  object,
  created,
});

const stop = (result: Result) =>
  result.refusal
    ? { finish_reason: "content_filter", native_finish_reason: "IMAGE_SAFETY" }
    : { finish_reason: "stop", native_finish_reason: "STOP" };

const words = (job: Job, result: Result) => result.refusal ?? (job.model.outputs.includes("text") ? "Here it is." : "");

const chatDialect: Dialect = {
  body: (job, result) => ({
    ...head(job, result.id, result.created, "chat.completion"),
    system_fingerprint: null,
    choices: [
      {
        index: 0,
        logprobs: null,
        ...stop(result),
        message: {
          role: "assistant",
          content: words(job, result),
          refusal: null,
          reasoning: null,
          images: images(result),
        },
      },
    ],
    usage: result.usage,
  }),
  events: (job, result) => {
    const open = { finish_reason: null, native_finish_reason: null };
    const chunk = (delta: object, ending: object = open, more: object = {}) => ({
      ...head(job, result.id, result.created, "chat.completion.chunk"),
      choices: [{ index: 0, delta: { role: "assistant", content: "", ...delta }, ...ending, logprobs: null }],
      ...more,
    });
    return [
      chunk({ content: words(job, result) }),
      ...images(result).map((image) => chunk({ images: [image] })),
      chunk({}, stop(result)),
      chunk({}, open, { usage: result.usage }),
    ];
  },
  failure: (job, id) => ({
    ...head(job, id, Math.floor(Date.now() / 1000), "chat.completion.chunk"),
    error: { code: 502, message: "Provider returned error", metadata: { error_type: "provider_error" } },
    choices: [{ index: 0, delta: { content: "" }, finish_reason: "error" }],
  }),
  // Cancelling works only for streams, and never with Google, which goes on and bills in full.
  billsAfterHangUp: (job) => !job.stream || job.endpoint.provider_slug.startsWith("google"),
};
