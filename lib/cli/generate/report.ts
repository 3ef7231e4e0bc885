import type { GenerationDto } from "@/lib/generations/schema";
import { NANO } from "@/lib/money";

/** What `--json` prints. It is documented and kept stable: scripts depend on it. */
export interface Report {
  generations: ReportedGeneration[];
  /** US dollars; null: a part of it was not reported. */
  total_cost_usd: number | null;
}

/** What `--stdin --json` prints for each line, as stable. */
export interface LineReport extends Report {
  /** From 1, as it stands in the input. */
  line: number;
  /** With this as its "id" the line is never paid for twice; null: it was not understood. */
  id: string | null;
  /** False: nothing was sent, and `error` says why. */
  sent: boolean;
  error: { code: string; message: string } | null;
}

/** A picture's file. `media_type` and `sha256` are those of the bytes that lie there. */
export interface PlacedFile {
  /** Absolute path. */
  file: string;
  media_type: string;
  sha256: string;
}

interface ReportedGeneration {
  id: string;
  model: string;
  status: "succeeded" | "failed" | "canceled" | "unknown" | "queued" | "paused";
  charged: "yes" | "no" | "unknown";
  cost_usd: number | null;
  /** From its sending to its end; null: it was not sent or has not ended. */
  seconds: number | null;
  provider: string | null;
  openrouter_id: string | null;
  text: string | null;
  images: ReportedImage[];
  error: { code: string; message: string } | null;
}

interface ReportedImage extends PlacedFile {
  id: string;
  width: number | null;
  height: number | null;
}

/** `files`: where each image is, by its id. */
export function toReport(generations: GenerationDto[], files: Map<string, PlacedFile>): Report {
  const total = totalCost(generations);
  return {
    generations: generations.map((generation) => ({
      id: generation.id,
      model: generation.model,
      status: standing(generation).status,
      charged: generation.charged,
      cost_usd: usd(generation.cost),
      seconds: seconds(generation),
      provider: generation.provider,
      openrouter_id: generation.openrouterId,
      text: generation.text,
      images: generation.images.flatMap(({ id, width, height }) => {
        const placed = files.get(id);
        if (!placed) return [];
        const { file, media_type, sha256 } = placed;
        return [{ id, file, media_type, width, height, sha256 }];
      }),
      error: standing(generation).error,
    })),
    total_cost_usd: usd(total),
  };
}

/** What still runs when the wait is over has an outcome that nobody knows yet. */
function standing({ status, error }: GenerationDto): Pick<ReportedGeneration, "status" | "error"> {
  if (status !== "running" && status !== "storing") return { status, error };
  return { status: "unknown", error: { code: "timeout", message: "It was still under way when the wait ended." } };
}

/** Nano-dollars; null: something that was or may have been charged has no figure. What was not charged cost nothing. */
export function totalCost(generations: GenerationDto[]): number | null {
  const open = generations.some(({ cost, charged }) => cost === null && charged !== "no");
  return open ? null : generations.reduce((sum, { cost }) => sum + (cost ?? 0), 0);
}

/** Null: it was not sent or has not ended. */
export function seconds({ startedAt, finishedAt }: GenerationDto): number | null {
  return startedAt && finishedAt ? (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000 : null;
}

const usd = (nano: number | null) => (nano === null ? null : nano / NANO);
