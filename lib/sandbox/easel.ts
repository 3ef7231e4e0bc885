import type { Dialect } from "./dialect";
import type { PaidExchange } from "./exchange";
import { withoutMarkers } from "./faults";
import { comment, event, type Frame } from "./frames";
import type { Job } from "./job";
import { type Picture, paint, preview } from "./paint/paint";

/** Paints every picture that a job asks for. */
export async function paintAll(job: Job, seed: string): Promise<Picture[]> {
  const pictures: Picture[] = [];
  for (let index = 0; index < job.n; index++) {
    pictures.push(
      await paint({
        ...job.size,
        model: job.model.id,
        prompt: withoutMarkers(job.prompt),
        seed: `${seed} ${index}`,
        format: job.format,
        compression: job.compression,
        transparent: job.transparent,
        references: job.references.flatMap(({ bytes }) => (bytes ? [bytes] : [])),
        knobs: job.knobs,
      }),
    );
  }
  return pictures;
}

/** The share of the waiting time after which the two previews go out. */
const PREVIEWS_AT = [0.35, 0.7];

/** Rough versions of the first picture, each when its time has come. */
export async function* previewFrames(
  job: Job,
  pictures: Picture[],
  reach: (fraction: number) => Promise<void>,
  dialect: Dialect,
): AsyncGenerator<Frame> {
  const [first] = pictures;
  // A vector model streams its markup instead.
  if (!first || !dialect.preview || job.format === "svg") return;
  for (const [index, fraction] of PREVIEWS_AT.entries()) {
    const picture = await preview(first.bytes, fraction);
    await reach(fraction);
    yield event("preview", dialect.preview(picture.toString("base64"), index));
    yield comment;
  }
}

/**
 * The seed asked for. Without one a real model paints another picture each time, so the sandbox counts: the first take
 * of a wish is always the same, the second another.
 */
export function seedOf({ state }: PaidExchange, job: Job): string {
  if (job.seed !== undefined) return `seed ${job.seed}`;
  const wish = `${job.model.id} ${job.prompt}`;
  const take = state.takes.get(wish) ?? 0;
  state.takes.set(wish, take + 1);
  return `take ${take}`;
}
