import type { QueryClient } from "@tanstack/react-query";
import type { Result } from "@/lib/errors";
import { createGenerations } from "@/lib/generations/actions";
import { generationKeys, hideGenerations, showGenerations } from "@/lib/generations/queries";
import type { GenerationDto, SetDto } from "@/lib/generations/schema";
import type { Model } from "@/lib/models/schema";
import { forgetIds, idsFor, type SubmissionIds } from "./submission";
import type { Part, Wish } from "./wish";

/** The part of a wish that is sent. */
export interface Submission extends Pick<Wish, "prompt" | "references"> {
  parts: (Pick<Part, "settings" | "estimate"> & { model: Pick<Model, "id"> })[];
}

/** Shows queued tiles at once, then asks the server; on a refusal the tiles go away and the reason comes back. */
export async function submit(client: QueryClient, wish: Submission): Promise<Result<SetDto>> {
  const form = {
    prompt: wish.prompt,
    references: wish.references.map((reference) => reference.id),
    parts: wish.parts.map(({ model, settings }) => ({ model: model.id, settings })),
  };
  const ids = idsFor(JSON.stringify(form), form.parts.length);
  const mine = (generation: GenerationDto) => generation.setId === ids.setId;
  showGenerations(client, queued(wish, ids));
  const result = await createGenerations({
    setId: ids.setId,
    prompt: form.prompt,
    references: form.references,
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

const UNREACHED =
  "The server could not be reached. Nothing is lost: press Generate again. If the first try did arrive, it is not made or paid twice.";

/** The generations as they will be, until the server has said so itself. */
function queued({ prompt, references, parts }: Submission, { setId, ids }: SubmissionIds): GenerationDto[] {
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
    provider: null,
    openrouterId: null,
    text: null,
    error: null,
    createdAt: now,
    startedAt: null,
    finishedAt: null,
    runAfter: now,
    images: [],
  }));
}
