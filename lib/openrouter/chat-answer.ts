import { z } from "zod";
import { type Answer, type AnsweredImage, addressIn, type Payload, TEXT_MAX } from "./answer";
import type { Document } from "./answer-reader";
import { Span } from "./json-skeleton";
import { costIn, Usage } from "./usage";
import { errorOf, type WireError } from "./wire-error";

const payload = z.union([z.instanceof(Span), z.string().min(1)]);
const word = z.string().nullish().catch(null);

/** A picture as it stands in `images` or among the parts of `content`: an object or a string, by address or as data. */
const Picture = z.union([
  payload,
  z.looseObject({ image_url: z.looseObject({ url: payload }) }).transform(({ image_url }) => image_url.url),
  z.looseObject({ image_url: payload }).transform(({ image_url }) => image_url),
  z.looseObject({ url: payload }).transform(({ url }) => url),
  z.looseObject({ b64_json: payload }).transform(({ b64_json }) => b64_json),
]);
const Words = z.looseObject({ text: z.string() });

/** Buffered it is a `message`, streamed a `delta`. */
const Message = z.looseObject({
  content: z
    .union([payload, z.array(z.unknown())])
    .nullish()
    .catch(null),
  images: z.array(z.unknown()).nullish().catch(null),
  refusal: word,
});
const Choice = z.looseObject({
  message: Message.optional().catch(undefined),
  delta: Message.optional().catch(undefined),
  finish_reason: word,
  native_finish_reason: word,
});
const Chunk = z.looseObject({
  id: word,
  provider: word,
  model: word,
  choices: z.array(z.unknown()).nullish().catch(null),
  usage: Usage,
});

const PICTURE = /^\s*data:image\//i;
const BASE64 = /^[\w+/=-]*$/;
/** Characters of a picture whose data URL comes as words, maybe in pieces. */
const SPELLED_MAX = 64 * 1024 * 1024;

/**
 * What `POST /chat/completions` answered. Pictures are looked for in the three places where they are seen: `images`, the
 * parts of `content`, and `content` itself as a data URL. The same picture may come more than once.
 */
export class ChatAnswer implements Answer {
  readonly images: AnsweredImage[] = [];
  readonly addresses: string[] = [];
  error: WireError | null = null;
  cost: number | null = null;
  finishReason: string | null = null;
  provider: string | null = null;
  answeredBy: string | null = null;
  openrouterId: string | null = null;
  complete = false;
  private words = "";
  private refusal = "";
  /** A data URL that came as words. */
  private spelled = "";

  get text(): string | null {
    return [this.words, this.refusal].join("\n").trim().slice(0, TEXT_MAX) || null;
  }

  add({ value }: Document): null {
    const chunk = Chunk.safeParse(value).data;
    if (!chunk) return null;
    this.fail(errorOf(value));
    this.openrouterId ??= chunk.id?.slice(0, 200) ?? null;
    this.provider = chunk.provider ?? this.provider;
    this.answeredBy = chunk.model ?? this.answeredBy;
    // It comes with the last chunk, which has no choice or an empty one.
    this.cost = costIn(chunk.usage) ?? this.cost;
    for (const choice of chunk.choices ?? []) this.addChoice(choice);
    return null;
  }

  end(): void {
    if (this.spelled) this.take(this.spelled.trim());
    this.spelled = "";
  }

  private addChoice(value: unknown): void {
    const choice = Choice.safeParse(value).data;
    if (!choice) return;
    this.fail(errorOf(value));
    for (const message of [choice.message, choice.delta]) if (message) this.addMessage(message);
    this.finishReason = choice.native_finish_reason ?? choice.finish_reason ?? this.finishReason;
    // A buffered message is whole by itself; of a stream it is the reason to stop that says so, never `[DONE]`.
    if (choice.message || choice.finish_reason) this.complete = true;
  }

  private addMessage({ content, images, refusal }: z.infer<typeof Message>): void {
    for (const part of Array.isArray(content) ? content : []) {
      const words = Words.safeParse(part).data;
      if (words) this.say(words.text);
      else this.addPicture(part);
    }
    if (typeof content === "string") this.say(content);
    else if (content instanceof Span && PICTURE.test(content.head)) this.take(content);
    for (const image of images ?? []) this.addPicture(image);
    if (refusal) this.refusal += refusal;
  }

  private addPicture(value: unknown): void {
    const picture = Picture.safeParse(value).data;
    if (picture !== undefined) this.take(picture);
  }

  private take(picture: Payload): void {
    const address = addressIn(picture);
    if (address) this.addresses.push(address);
    else this.images.push({ payload: picture, label: null });
  }

  private say(text: string): void {
    if (this.spelled && BASE64.test(text)) {
      if (this.spelled.length < SPELLED_MAX) this.spelled += text;
    } else if (PICTURE.test(text)) {
      this.end();
      this.spelled = text;
    } else if (this.words.length < TEXT_MAX) this.words += text;
  }

  private fail(error: WireError | null): void {
    if (!error) return;
    this.error ??= error;
    this.complete = true;
  }
}
