import { type Result, STOPPED } from "../job";
import { preview } from "../paint/paint";
import { invalid } from "../refusal";
import type { FaultRule } from "./rule";

const withoutPictures = (result: Result, words: string | null, finish = STOPPED): Result => ({
  ...result,
  pictures: [],
  words,
  finish,
});

const REFUSAL = "I can't help with that image.";

/** Answers that arrive whole and say something odd. */
export const alterations: Record<string, FaultRule> = {
  "no-image": {
    says: "a refusal in words, content_filter, and no picture",
    charges: false,
    alter: (result) =>
      withoutPictures(result, REFUSAL, { finish_reason: "content_filter", native_finish_reason: "IMAGE_SAFETY" }),
  },
  "content-filter": {
    says: "content_filter without a word or a picture; the argument is the provider's reason, such as PROHIBITED_CONTENT",
    charges: false,
    alter: (result, argument = "IMAGE_SAFETY") =>
      withoutPictures(result, null, { finish_reason: "content_filter", native_finish_reason: argument }),
  },
  "refusal-in-words": {
    says: "a refusal in words that ends like a success, and is billed",
    charges: true,
    alter: (result) => withoutPictures(result, REFUSAL),
  },
  nothing: {
    says: "neither words nor a picture, ends like a success, and is billed",
    charges: true,
    alter: (result) => withoutPictures(result, ""),
  },
  length: {
    says: "the answer is cut at its longest before the picture came, and is billed",
    charges: true,
    alter: (result) =>
      withoutPictures(result, "Let me think about", { finish_reason: "length", native_finish_reason: "MAX_TOKENS" }),
  },
  fewer: {
    says: "one picture fewer than asked for",
    charges: true,
    alter: (result) => ({ ...result, pictures: result.pictures.slice(0, -1) }),
  },
  more: {
    says: "one picture more than asked for",
    charges: true,
    plan: (job) => ({ ...job, n: job.n + 1 }),
  },
  duplicate: {
    says: "the same picture twice",
    charges: true,
    alter: (result) => ({ ...result, pictures: [...result.pictures.slice(0, 1), ...result.pictures] }),
  },
  interim: {
    says: "a rough picture from the model's thinking, then the final one twice",
    charges: true,
    alter: async (result) => {
      const [first] = result.pictures;
      if (!first) return result;
      const rough = { ...first, b64: (await preview(Buffer.from(first.b64, "base64"), 0.5)).toString("base64") };
      return { ...result, pictures: [rough, ...result.pictures, ...result.pictures.slice(-1)] };
    },
  },
  "no-usage": {
    says: "no usage",
    charges: true,
    alter: (result) => ({ ...result, usage: undefined }),
  },
  "cost-string": {
    says: "the cost is a string",
    charges: true,
    alter: ({ usage, ...result }) => ({ ...result, usage: usage && { ...usage, cost: String(usage.cost) } }),
  },
  cost: {
    says: "the cost is the JSON of the argument, such as null, -1 or 1e9",
    charges: true,
    alter: ({ usage, ...result }, argument = "null") => ({
      ...result,
      usage: usage && { ...usage, cost: value(argument) },
    }),
  },
  "created-zero": {
    says: "created is 0",
    charges: true,
    alter: (result): Result => ({ ...result, created: 0 }),
  },
};

function value(json: string): number {
  try {
    return JSON.parse(json);
  } catch {
    throw invalid(`The argument "${json}" is not JSON`);
  }
}
