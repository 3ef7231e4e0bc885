import type { Model } from "../catalog/types";
import { type Job, jobFor } from "../job";
import { chooseEndpoint } from "../validate/capabilities";
import { refuseUnfitToEnlarge } from "../validate/knobs";
import { readReferences, refuseForProvider } from "../validate/references";
import { routableEndpoints } from "../validate/routing";
import type { ChatRequest } from "../validate/schemas";
import { imageWish, onChat } from "./image-wish";

/** A chat request as a job with pictures. @throws Refusal for what the model does not take */
export async function drawing(model: Model, request: ChatRequest): Promise<Job> {
  const { wish, knobs } = imageWish(model, request);
  const offered = routableEndpoints(model, request.provider).map((endpoint) => onChat(model, endpoint));
  const endpoint = chooseEndpoint(model, offered, wish);
  const references = await readReferences(wish.input_references?.map(({ image_url }) => image_url.url) ?? []);
  refuseForProvider(model, endpoint, references);
  refuseUnfitToEnlarge(knobs, references);
  return {
    ...jobFor(model, endpoint, wish, references, knobs),
    effort: request.reasoning?.effort ?? "medium",
    words: model.outputs.includes("text") ? "Here it is." : "",
    stream: request.stream ?? false,
  };
}
