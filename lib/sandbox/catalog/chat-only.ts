import { google } from "./google";
import { day, endpoint, model, oneOf, perImage, TEN_RATIOS, upTo } from "./parts";
import type { Model } from "./types";

const SANDBOX = { name: "Sandbox", slug: "sandbox" };
const parameters = { resolution: oneOf("1K", "2K"), aspect_ratio: oneOf(...TEN_RATIOS), input_references: upTo(4) };

const painter = (listing: Pick<Model, "id" | "name" | "description"> & Partial<Omit<Model, "behavior">>): Model =>
  model({
    created: day("2026-11-01"),
    outputs: ["image", "text"],
    chat: true,
    chatParameters: ["max_tokens", "seed"],
    chatPricing: { prompt: "0.0000005", completion: "0.000003" },
    maxOutputTokens: 32768,
    endpoints: [endpoint(SANDBOX, parameters, [perImage(0.02)])],
    ...listing,
    behavior: { seconds: 4, format: "jpeg" },
  });

const AUTO_ANSWERS_AS = "google/gemini-3.1-flash-image";

/** Models that draw, are in `GET /models`, and are missing from `GET /images/models`. */
export const chatOnly: Model[] = [
  model({
    id: "openrouter/auto",
    name: "Auto Router",
    description: "Chooses a model for each prompt, and says in its answer which one it was.",
    created: day("2023-11-08"),
    contextLength: 2_000_000,
    outputs: ["image", "text"],
    imageApi: false,
    chat: true,
    // "-1": what it costs is the chosen model's affair.
    chatPricing: { prompt: "-1", completion: "-1" },
    endpoints: google.find(({ id }) => id === AUTO_ANSWERS_AS)?.endpoints ?? [],
    behavior: { answersAs: AUTO_ANSWERS_AS },
  }),
  painter({
    id: "sandbox/talking-painter",
    name: "Sandbox: Talking Painter",
    description: "Draws and writes, but only by way of chat.",
    imageApi: false,
  }),
];

/** Models that no list names; each works for whoever knows its id. */
export const unlisted: Model[] = [
  painter({
    id: "sandbox/unlisted-painter",
    name: "Sandbox: Unlisted Painter",
    description: "On both routes, in no list.",
    listed: false,
  }),
  painter({
    id: "sandbox/unlisted-talker",
    name: "Sandbox: Unlisted Talker",
    description: "Draws by way of chat alone, in no list.",
    imageApi: false,
    listed: false,
  }),
];
