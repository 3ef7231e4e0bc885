import { findModel } from "../catalog/catalog";
import { refuseWithoutCredit } from "../credit";
import type { Dialect } from "../dialect";
import { type PaidExchange, readJson } from "../exchange";
import { generate } from "../generate";
import { jobFor } from "../job";
import { noteInLedger } from "../ledger";
import { invalid, noEndpoints } from "../refusal";
import { chooseEndpoint } from "../validate/capabilities";
import { passedThrough, refuseUnfitToEnlarge } from "../validate/knobs";
import { parseBody } from "../validate/parse";
import { readReferences, refuseForProvider } from "../validate/references";
import { routableEndpoints } from "../validate/routing";
import { ImageRequest } from "../validate/schemas";

/** `POST /images` (CONTRACT §2). */
export async function postImages(exchange: PaidExchange): Promise<void> {
  const request = parseBody(ImageRequest, await readJson(exchange));
  noteInLedger(exchange, request);
  const model = findModel(request.model);
  if (!model) throw invalid(`${request.model} is not a valid model ID`);
  if (!model.imageApi) throw noEndpoints(`No endpoints found for ${model.id}.`, 0, "Initial Endpoints");
  const endpoint = chooseEndpoint(model, routableEndpoints(model, request.provider), request);
  const references = await readReferences(request.input_references?.map(({ image_url }) => image_url.url) ?? []);
  refuseForProvider(model, endpoint, references);
  const knobs = passedThrough(request.provider?.options, endpoint);
  refuseUnfitToEnlarge(knobs, references);
  refuseWithoutCredit(exchange);
  await generate(exchange, jobFor(model, endpoint, request, references, knobs), imagesDialect);
}

const imagesDialect: Dialect = {
  body: (_job, { created, pictures, usage }) => ({
    created,
    data: pictures.map(({ b64, mediaType }) => ({ b64_json: b64, media_type: mediaType })),
    usage,
  }),
  preview: (b64, index) => ({ type: "image_generation.partial_image", partial_image_index: index, b64_json: b64 }),
  events: (job, { created, pictures, usage }) =>
    pictures.flatMap(({ b64, mediaType }, index) => [
      ...(job.format === "svg" ? markupChunks(b64) : []),
      {
        type: "image_generation.completed",
        b64_json: b64,
        media_type: mediaType,
        created,
        // The bill is for the whole call, so it comes once, with the last picture.
        usage: index === pictures.length - 1 ? usage : undefined,
      },
    ]),
  failure: () => ({ type: "error", error: { message: "Generation failed", code: "server_error" } }),
  billsAfterHangUp: () => false,
};

const CHUNK = 400;

/** Vector models stream their markup in fragments. */
function markupChunks(b64: string) {
  const markup = Buffer.from(b64, "base64").toString("utf8");
  const count = Math.ceil(markup.length / CHUNK);
  return Array.from({ length: count }, (_, index) => ({
    type: "image_generation.text_chunk",
    phase: "content",
    text: markup.slice(index * CHUNK, (index + 1) * CHUNK),
  }));
}
