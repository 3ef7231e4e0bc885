import type { Model } from "../catalog/types";
import { noEndpoints } from "../refusal";
import type { ChatRequest } from "../validate/schemas";
import { gist } from "./messages";

/** Without `modalities` a model answers in all that it has. */
const wantedOf = (model: Model, { modalities }: ChatRequest): string[] => modalities ?? model.outputs;

export const wantsPictures = (model: Model, request: ChatRequest) => wantedOf(model, request).includes("image");

/** @throws Refusal 404, as a router that finds no endpoint for what goes in or should come out */
export function refuseWrongUse(model: Model, request: ChatRequest) {
  const outputs: string[] = model.chat ? model.outputs : [];
  const wanted = wantedOf(model, request);
  const nobody = (what: string, step: string) =>
    noEndpoints(`No endpoints found that support ${what}`, model.endpoints.length, step);
  if (!wanted.every((modality) => outputs.includes(modality))) {
    throw nobody(`the requested output modalities: ${wanted.join(", ")}`, "Filter by Model Output Modalities");
  }
  if (request.tools?.length && outputs.includes("image")) throw nobody("tool use.", "Filter by Tool Use");
  if (!model.inputs.includes("image") && gist(request).urls.length > 0) {
    throw nobody("image input", "Filter by Model Input Modalities");
  }
}
