import { z } from "zod";
import { Knobs } from "./knobs";

const Provider = z.object({
  only: z.array(z.string()).nullish(),
  order: z.array(z.string()).nullish(),
  ignore: z.array(z.string()).nullish(),
  sort: z.unknown().optional(),
  allow_fallbacks: z.boolean().nullish(),
  options: z.record(z.string(), z.record(z.string(), z.unknown())).nullish(),
});
export type ProviderPreferences = z.infer<typeof Provider>;

/** Chat knows more preferences than the Image API, which ignores them (CONTRACT §3.1). */
const ChatProvider = Provider.extend({
  data_collection: z.enum(["allow", "deny"]).nullish(),
  zdr: z.boolean().nullish(),
  require_parameters: z.boolean().nullish(),
  max_price: z.record(z.string(), z.union([z.string(), z.number()])).nullish(),
});
export type ChatPreferences = z.infer<typeof ChatProvider>;

const ImageUrl = z.object({ type: z.literal("image_url"), image_url: z.object({ url: z.string().min(1) }) });

const RATIOS = [
  ...["1:1", "1:2", "1:4", "1:8", "2:1", "2:3", "2.35:1", "3:2", "3:4", "4:1", "4:3", "4:5", "5:2", "5:4", "8:1"],
  ...["9:16", "16:9", "9:19.5", "19.5:9", "9:20", "20:9", "9:21", "21:9", "auto"],
];
export const TIERS = ["512", "768", "1K", "1.5K", "2K", "4K"];

/** Body of `POST /images` (CONTRACT §2.1). Unknown top-level fields are stripped, as the real server does. */
export const ImageRequest = z.object({
  model: z.string().min(1),
  prompt: z.string().min(1),
  n: z.int().min(1).max(10).optional(),
  resolution: z.enum(TIERS).optional(),
  aspect_ratio: z.enum(RATIOS).optional(),
  size: z.string().optional(),
  quality: z.enum(["auto", "low", "medium", "high", "xhigh", "max"]).optional(),
  output_format: z.enum(["png", "jpeg", "webp", "svg"]).optional(),
  background: z.enum(["auto", "transparent", "opaque"]).optional(),
  output_compression: z.int().min(0).max(100).optional(),
  seed: z.int().optional(),
  stream: z.boolean().optional(),
  input_references: z.array(ImageUrl).max(16).optional(),
  provider: Provider.nullish(),
  user: z.string().optional(),
  session_id: z.string().max(256).optional(),
  trace: z.record(z.string(), z.unknown()).optional(),
});
export type ImageRequest = z.infer<typeof ImageRequest>;

const ContentPart = z.union([
  z.object({ type: z.literal("text"), text: z.string() }),
  ImageUrl,
  z.looseObject({ type: z.string() }),
]);

const Message = z.object({
  role: z.string(),
  content: z.union([z.string(), z.array(ContentPart)]).nullish(),
  images: z.array(z.unknown()).nullish(),
  reasoning_details: z.array(z.unknown()).nullish(),
});

/** Body of `POST /chat/completions` (CONTRACT §3.1). */
export const ChatRequest = z.object({
  model: z.string().min(1),
  messages: z.array(Message).min(1),
  modalities: z.array(z.enum(["text", "image", "audio"])).nullish(),
  image_config: z.record(z.string(), z.unknown()).nullish(),
  max_tokens: z.int().min(1).nullish(),
  max_completion_tokens: z.int().min(1).nullish(),
  stream: z.boolean().nullish(),
  seed: z.int().nullish(),
  reasoning: z.object({ effort: z.string().nullish() }).nullish(),
  tools: z.array(z.unknown()).nullish(),
  provider: ChatProvider.nullish(),
  user: z.string().optional(),
  session_id: z.string().max(256).optional(),
  trace: z.record(z.string(), z.unknown()).nullish(),
});
export type ChatRequest = z.infer<typeof ChatRequest>;

/** Chat's own tiers: 0.5K is the Image API's 512 (QUIRKS 18). A lower-case k is ignored, not refused (CONTRACT §3.2). */
const ImageSize = z
  .string()
  .transform((size) => (/^[\d.]+k$/.test(size) ? undefined : size))
  .pipe(z.enum(["0.5K", "1K", "2K", "4K"]).optional());

/** `image_config`, with the keys of every family; which of them a model takes, its row in the catalogue says. */
export const ImageConfig = z.object({
  ...ImageRequest.pick({ aspect_ratio: true, quality: true, background: true, output_format: true }).shape,
  ...ImageRequest.pick({ output_compression: true, n: true }).shape,
  image_size: ImageSize.optional(),
  ...Knobs.shape,
});
export type ImageConfig = z.infer<typeof ImageConfig>;
