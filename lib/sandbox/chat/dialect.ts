import type { Dialect } from "../dialect";
import type { Job, Result } from "../job";

const images = ({ pictures }: Result) =>
  pictures.map(({ b64, mediaType }, index) => ({
    type: "image_url",
    image_url: { url: `data:${mediaType ?? "image/png"};base64,${b64}` },
    index,
  }));

const thinks = ({ model }: Job) => model.behavior.pixels === "gemini-3";

/** Gemini 3's signed thought; whoever sends its picture back has to bring this along (CONTRACT §3.5). */
const thought = ({ id }: Result) => ({
  type: "reasoning.encrypted",
  data: Buffer.from(`thought of ${id}`).toString("base64"),
  id: null,
  format: "google-gemini-v1",
  index: 0,
});

const head = (job: Job, id: string, created: number, object: string) => ({
  id,
  provider: job.endpoint.provider_name,
  model: job.model.id,
  object,
  created,
});

/** The words in the pieces in which they would be streamed. */
const pieces = (words: string): string[] => words.match(/\s*\S+(?:\s+\S+){0,3}\s*$|\s*\S+(?:\s+\S+){0,3}/g) ?? [""];

/** How `/chat/completions` says what was made (CONTRACT §3.3, §3.4). */
export const chatDialect: Dialect = {
  body: (job, result) => ({
    ...head(job, result.id, result.created, "chat.completion"),
    system_fingerprint: null,
    choices: [
      {
        index: 0,
        logprobs: null,
        ...result.finish,
        message: {
          role: "assistant",
          content: result.words,
          refusal: null,
          reasoning: null,
          ...(thinks(job) && { reasoning_details: [thought(result)] }),
          ...(job.model.outputs.includes("image") && { images: images(result) }),
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
      ...pieces(result.words ?? "").map((content) => chunk({ content })),
      ...(thinks(job) ? [chunk({ reasoning_details: [thought(result)] })] : []),
      ...images(result).map((image) => chunk({ images: [image] })),
      chunk({}, result.finish),
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
