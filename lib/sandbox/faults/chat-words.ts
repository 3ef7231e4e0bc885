import type { PaidExchange } from "../exchange";
import type { FaultRule, Payload } from "./rule";

type Picture = { image_url: { url: string } };
/** A message of a buffered answer, or a delta of a stream. */
type Said = Payload & { content?: unknown; images?: Picture[] };
type Choice = Payload & { message?: Said; delta?: Said };
type Answer = Payload & { choices?: Choice[] };

const onChat = (says: string, reword: FaultRule["reword"], charges = true): FaultRule => ({
  says,
  charges,
  on: "/chat/completions",
  reword,
});

const eachChoice = (payloads: Payload[], change: (choice: Choice) => Payload): Payload[] =>
  (payloads as Answer[]).map((answer) => ({
    ...answer,
    ...(answer.choices && { choices: answer.choices.map(change) }),
  }));

/** Rewords every message or delta that holds pictures. */
const withPictures =
  (change: (said: Said, pictures: Picture[], exchange: PaidExchange) => Payload): FaultRule["reword"] =>
  (payloads, exchange) => {
    const changed = (said: Said) => (said.images?.length ? change(said, said.images, exchange) : said);
    return eachChoice(payloads, ({ message, delta, ...choice }) => ({
      ...choice,
      ...(message && { message: changed(message) }),
      ...(delta && { delta: changed(delta) }),
    }));
  };

/** The chunk of a stream that names why it ends. */
const isEnding = ({ choices }: Answer) => choices?.[0]?.finish_reason != null && choices[0].delta !== undefined;
const holdsPictures = ({ choices }: Answer) => (choices?.[0]?.delta?.images?.length ?? 0) > 0;

/** Where chat hides its pictures, and how it ends: every place that a client has to look in. */
export const chatWords: Record<string, FaultRule> = {
  "images-as-strings": onChat(
    "message.images holds strings instead of objects",
    withPictures((said, pictures) => ({ ...said, images: pictures.map(({ image_url }) => image_url.url) })),
  ),
  "images-in-content": onChat(
    "pictures are parts of message.content",
    withPictures(({ images: _images, content, ...said }, pictures) => ({
      ...said,
      content: [{ type: "text", text: content }, ...pictures],
    })),
  ),
  "image-as-content": onChat(
    "message.content is the bare data URL",
    withPictures(({ images: _images, ...said }, [picture]) => ({ ...said, content: picture?.image_url.url })),
  ),
  "image-address": onChat(
    "pictures are http addresses to be fetched",
    withPictures((said, pictures, exchange) => ({
      ...said,
      images: pictures.map((picture) => ({
        ...picture,
        image_url: { url: published(picture.image_url.url, exchange) },
      })),
    })),
  ),
  "image-alone": onChat(
    "a chunk with the picture holds neither role nor content",
    withPictures((_said, pictures) => ({ images: pictures })),
  ),
  "picture-with-stop": onChat("the last picture and finish_reason share a chunk", (payloads) => {
    const ending = (payloads as Answer[]).find(isEnding);
    const last = (payloads as Answer[]).findLast(holdsPictures);
    const { finish_reason, native_finish_reason } = ending?.choices?.[0] ?? {};
    return eachChoice(
      payloads.filter((payload) => payload !== ending || last === undefined),
      (choice) => (last?.choices?.includes(choice) ? { ...choice, finish_reason, native_finish_reason } : choice),
    );
  }),
  "usage-without-choices": onChat("the chunk with the usage has an empty list of choices", (payloads) =>
    payloads.map((payload) => ("usage" in payload && isChunk(payload) ? { ...payload, choices: [] } : payload)),
  ),
  "finish-error": onChat(
    "200 with finish_reason error and the error inside of the choice",
    (payloads) =>
      eachChoice(payloads, ({ message, delta, ...choice }) => ({
        ...choice,
        ...(message && { message: { ...message, content: "", images: [] } }),
        ...(delta && { delta: { role: "assistant", content: "" } }),
        ...(choice.finish_reason != null && {
          finish_reason: "error",
          native_finish_reason: null,
          error: { code: 502, message: "Provider returned error", metadata: { error_type: "provider_error" } },
        }),
      })),
    false,
  ),
  "other-model": onChat("another model and provider answer than were asked", (payloads) =>
    payloads.map((payload) => ({ ...payload, model: "sandbox/another-painter", provider: "Somebody Else" })),
  ),
};

const isChunk = ({ object }: Payload) => object === "chat.completion.chunk";

/** Keeps a picture where `GET /sandbox/pictures/ID` serves it. */
function published(dataUrl: string, { state, request, line }: PaidExchange): string {
  const [, mediaType = "image/png", b64 = ""] = /^data:([^;]+);base64,(.*)$/s.exec(dataUrl) ?? [];
  const name = `${line.id}-${state.pictures.size}`;
  state.pictures.set(name, { mediaType, bytes: Buffer.from(b64, "base64") });
  return `http://${request.headers.host}/sandbox/pictures/${name}`;
}
