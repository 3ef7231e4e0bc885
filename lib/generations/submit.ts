import type { QueryClient } from "@tanstack/react-query";
import type { Result } from "@/lib/errors";
import type { Model } from "@/lib/models/schema";
import { createGenerations } from "./actions";
import { generationKeys, hideGenerations, showGenerations } from "./queries";
import type { CreateGenerations, GenerationDto, ReferenceDto, SetDto, Settings } from "./schema";
import { forgetIds, idsFor, type SubmissionIds } from "./submission";

/** The part of a wish that is sent. */
export interface Submission {
  prompt: string;
  references: ReferenceDto[];
  /** The picture that it continues from, and the first one of its line. */
  edit?: GenerationDto["edit"];
  /** The generation that ended without a picture, in whose place it is asked for. */
  retryOf?: string;
  parts: { model: Pick<Model, "id">; settings: Settings; estimate: GenerationDto["estimate"] }[];
}

/** Shows queued tiles at once, then asks the server; on a refusal the tiles go away and the reason comes back. */
export async function submit(client: QueryClient, wish: Submission): Promise<Result<SetDto>> {
  const form = {
    prompt: wish.prompt,
    references: wish.references.map((reference) => reference.id),
    edit: editOf(wish),
    retryOf: wish.retryOf,
    parts: wish.parts.map(({ model, settings }) => ({ model: model.id, settings })),
  };
  const ids = idsFor(JSON.stringify(form), form.parts.length);
  const mine = (generation: GenerationDto) => generation.setId === ids.setId;
  showGenerations(client, queued(wish, ids));
  const result = await createGenerations({
    setId: ids.setId,
    prompt: form.prompt,
    references: form.references,
    edit: form.edit,
    retryOf: form.retryOf,
    generations: form.parts.map((part, i) => ({ id: ids.ids[i] ?? "", ...part })),
  }).catch(() => null);
  if (result === null) {
    // The ids are kept, and the lists are read again when they can be: it is not known whether the server heard.
    hideGenerations(client, mine);
    void client.invalidateQueries({ queryKey: generationKeys.sets });
    return { ok: false, error: { code: "unavailable", message: UNREACHED } };
  }
  forgetIds();
  if (result.ok) showGenerations(client, result.data.generations);
  else hideGenerations(client, mine);
  return result;
}

const editOf = ({ edit }: Submission): CreateGenerations["edit"] =>
  edit ? { imageId: edit.imageId, maskId: edit.maskId ?? undefined } : undefined;

const UNREACHED =
  "The server could not be reached. Nothing is lost: press Generate again. If the first try did arrive, it is not made or paid twice.";

/** The generations as they will be, until the server has said so itself. */
function queued(
  { prompt, references, edit, retryOf, parts }: Submission,
  { setId, ids }: SubmissionIds,
): GenerationDto[] {
  const now = new Date().toISOString();
  return parts.map(({ model, settings, estimate }, position) => ({
    id: ids[position] ?? "",
    setId,
    position,
    prompt,
    model: model.id,
    settings,
    references,
    status: "queued",
    charged: "no",
    cancelRequested: false,
    estimate,
    cost: null,
    previews: 0,
    transport: "images",
    edit: edit ?? null,
    provider: null,
    answeredBy: null,
    finishReason: null,
    openrouterId: null,
    lookUp: null,
    fetchableUntil: null,
    retryOf: retryOf ?? null,
    text: null,
    error: null,
    createdAt: now,
    startedAt: null,
    finishedAt: null,
    runAfter: now,
    images: [],
    delivered: 0,
  }));
}
