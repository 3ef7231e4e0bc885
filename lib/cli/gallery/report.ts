import type { GalleryItem } from "@/lib/gallery/schema";
import type { GenerationDto, ImageDto } from "@/lib/generations/schema";
import { NANO } from "@/lib/money";

/** A picture as `gallery list --json` prints it: documented and kept stable. */
export interface ReportedPicture {
  id: string;
  generation_id: string;
  /** ISO 8601. */
  created_at: string;
  model: string;
  prompt: string;
  media_type: string;
  width: number | null;
  height: number | null;
  bytes: number;
  sha256: string;
  favorite: boolean;
  trashed: boolean;
  /** US dollars: its share of the generation's cost; null: not reported. */
  cost_usd: number | null;
  seconds: number | null;
}

/** Everything that reproduces a generation, and what came of it, as `gallery show --json` and an export tell it. */
export interface ReportedRecipe {
  set_id: string;
  prompt: string;
  model: string;
  route: GenerationDto["transport"];
  /** As the studio keeps them: only what was chosen. */
  settings: GenerationDto["settings"];
  /** Ids of reference images. */
  references: string[];
  /** The id of the picture that it continues from. */
  edit_of: string | null;
  masked: boolean;
  status: GenerationDto["status"];
  charged: GenerationDto["charged"];
  /** US dollars for all its pictures; null: not reported. */
  cost_usd: number | null;
  provider: string | null;
  answered_by: string | null;
  openrouter_id: string | null;
  text: string | null;
}

export const usd = (nano: number | null): number | null => (nano === null ? null : nano / NANO);

export function toReportedPicture(item: GalleryItem): ReportedPicture {
  const { model, prompt, cost, seconds } = item;
  return { ...imageFacts(item), model, prompt, cost_usd: usd(cost), seconds };
}

export function imageFacts(image: ImageDto) {
  return {
    id: image.id,
    generation_id: image.generationId,
    created_at: image.createdAt,
    media_type: image.mediaType,
    width: image.width,
    height: image.height,
    bytes: image.bytes,
    sha256: image.sha256,
    favorite: image.favorite,
    trashed: image.trashedAt !== null,
  };
}

export function toReportedRecipe(generation: GenerationDto): ReportedRecipe {
  return {
    set_id: generation.setId,
    prompt: generation.prompt,
    model: generation.model,
    route: generation.transport,
    settings: generation.settings,
    references: generation.references.map(({ id }) => id),
    edit_of: generation.edit?.imageId ?? null,
    masked: generation.edit !== null && generation.edit.maskId !== null,
    status: generation.status,
    charged: generation.charged,
    cost_usd: usd(generation.cost),
    provider: generation.provider,
    answered_by: generation.answeredBy,
    openrouter_id: generation.openrouterId,
    text: generation.text,
  };
}
