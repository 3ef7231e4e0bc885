import { z } from "zod";
import { type Answer, type AnsweredImage, addressIn, type Payload } from "./answer";
import type { Document } from "./answer-reader";
import { Span } from "./json-skeleton";
import { costIn, Usage } from "./usage";
import { errorOf, type WireError } from "./wire-error";

const payload = z.union([z.instanceof(Span), z.string().min(1)]);
const label = z.string().nullish().catch(null);

const Picture = z.looseObject({ b64_json: payload, media_type: label });
/** Not in the contract, where every picture is base64; some providers' answers hold one all the same. */
const Linked = z.looseObject({ url: payload, media_type: label }).transform(({ url, ...rest }) => ({
  ...rest,
  b64_json: url,
}));
const Item = z.union([Picture, Linked]);

const Buffered = z.looseObject({ data: z.array(z.unknown()), usage: Usage });
const Completed = z.looseObject({ type: z.literal("image_generation.completed"), usage: Usage });
const Partial = z.looseObject({ type: z.literal("image_generation.partial_image"), b64_json: payload });
const TextChunk = z.looseObject({
  type: z.literal("image_generation.text_chunk"),
  phase: z.literal("content"),
  text: z.string(),
});

/** Characters of markup that are gathered in case no event with the whole picture follows. */
const MARKUP_MAX = 8 * 1024 * 1024;

/** What `POST /images` answered, as one document or as events. It names neither model nor provider. */
export class ImagesAnswer implements Answer {
  readonly images: AnsweredImage[] = [];
  readonly addresses: string[] = [];
  error: WireError | null = null;
  cost: number | null = null;
  complete = false;
  readonly text = null;
  readonly finishReason = null;
  readonly provider = null;
  readonly answeredBy = null;
  readonly openrouterId = null;
  private reports = 0;
  private markup = "";

  add({ value }: Document): Payload | null {
    const error = errorOf(value);
    if (error) {
      // An error behind a finished picture does not undo the picture.
      this.error ??= error;
      this.complete = true;
      return null;
    }
    const completed = Completed.safeParse(value).data;
    if (completed) {
      this.finish([completed], completed.usage);
      return null;
    }
    const buffered = Buffered.safeParse(value).data;
    if (buffered) {
      this.finish(buffered.data, buffered.usage);
      return null;
    }
    const chunk = TextChunk.safeParse(value).data;
    if (chunk && this.markup.length < MARKUP_MAX) this.markup += chunk.text;
    return Partial.safeParse(value).data?.b64_json ?? null;
  }

  /** A vector model's stream may end with its markup written out and without the event that repeats it as a whole. */
  end(): void {
    const markup = this.markup.trim();
    if (this.images.length > 0 || this.error || !/^(<\?xml[^>]*>\s*)?<svg\b.*<\/svg>$/is.test(markup)) return;
    this.images.push({ payload: Buffer.from(markup).toString("base64"), label: "image/svg+xml" });
    this.complete = true;
  }

  private finish(items: unknown[], used: z.infer<typeof Usage>): void {
    for (const item of items) {
      const picture = Item.safeParse(item).data;
      const address = picture && addressIn(picture.b64_json);
      if (address) this.addresses.push(address);
      else if (picture) this.images.push({ payload: picture.b64_json, label: picture.media_type ?? null });
    }
    // A stream of several pictures may report with each its share or the whole call's cost, which is not documented: then
    // only a look-up tells.
    const cost = costIn(used);
    if (cost !== null) this.cost = this.reports++ === 0 ? cost : null;
    this.complete = true;
  }
}
