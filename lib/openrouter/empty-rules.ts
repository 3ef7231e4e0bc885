import type { Answer } from "./answer";

/** A whole answer that holds no picture and no error, told by what it holds instead. */
export interface Empty {
  code: string;
  when: (answer: Pick<Answer, "addresses" | "finishReason" | "text">) => boolean;
  what: string;
  todo: string;
}

/** First match wins. The words are OpenRouter's `finish_reason` and Google's native ones. */
export const EMPTY: Empty[] = [
  {
    code: "picture_by_address",
    when: ({ addresses }) => addresses.length > 0,
    what: "The provider sent an address instead of a picture; this server fetches nothing from addresses it is given.",
    todo: "The address stands below: open it soon, such addresses expire.",
  },
  {
    code: "moderation",
    when: ({ finishReason }) => /content_filter|safety|prohibited|recitation|blocklist|spii/i.test(finishReason ?? ""),
    what: "The model refused to make the picture.",
    todo: "Change the wording or try another model.",
  },
  {
    code: "cut_short",
    when: ({ finishReason }) => /^(length|max_tokens|max_output_tokens)$/i.test(finishReason ?? ""),
    what: "The answer reached its greatest length before a picture came.",
    todo: "Ask for a smaller picture or less detail.",
  },
  {
    code: "provider_error",
    when: ({ finishReason }) => /^(error|malformed_function_call|image_other)$/i.test(finishReason ?? ""),
    what: "The provider failed to make the picture.",
    todo: "Try again, or choose another model.",
  },
  {
    code: "answered_in_words",
    when: ({ text }) => text !== null,
    what: "The model answered in words instead of a picture.",
    todo: "Change the wording or try another model.",
  },
  {
    code: "no_image",
    when: () => true,
    what: "The model answered without a picture.",
    todo: "Change the wording or try another model.",
  },
];
