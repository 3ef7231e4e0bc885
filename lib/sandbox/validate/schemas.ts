import { z } from "zod";

const Provider = z.object({
  only: z.array(z.string()).nullish(),
  order: z.array(z.string()).nullish(),
  ignore: z.array(z.string()).nullish(),
  sort: z.unknown().optional(),
  allow_fallbacks: z.boolean().nullish(),
  options: z.record(z.string(), z.record(z.string(), z.unknown())).nullish(),
});
export type ProviderPreferences = z.infer<typeof Provider>;

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

/** Body of `POST /chat/completions`, as far as pictures are concerned (CONTRACT §3.1). */
export const ChatRequest = z.object({
  model: z.string().min(1),
  messages: z
    .array(z.object({ role: z.string(), content: z.union([z.string(), z.array(ContentPart)]).nullish() }))
    .min(1),
  modalities: z.array(z.enum(["text", "image", "audio"])).optional(),
  image_config: z.record(z.string(), z.unknown()).optional(),
  max_tokens: z.int().min(1).nullish(),
  stream: z.boolean().optional(),
  seed: z.int().nullish(),
  tools: z.array(z.unknown()).optional(),
  provider: Provider.nullish(),
  user: z.string().optional(),
  session_id: z.string().max(256).optional(),
});
export type ChatRequest = z.infer<typeof ChatRequest>;
