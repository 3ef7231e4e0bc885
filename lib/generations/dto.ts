import "server-only";
import type { Prisma } from "@/lib/db";
import { Settings } from "@/lib/models/settings";
import type { Charged, GenerationDto, ImageDto, ReferenceDto, Status } from "./schema";

/** What `toImageDto` reads. */
export const imageInclude = { blob: true } satisfies Prisma.ImageInclude;
type ImageRow = Prisma.ImageGetPayload<{ include: typeof imageInclude }>;

/** What `toGenerationDto` reads; pictures in the trash are left out. */
export const generationInclude = {
  images: { where: { trashedAt: null }, orderBy: [{ attemptId: "asc" }, { index: "asc" }], include: imageInclude },
  references: { orderBy: { position: "asc" }, include: { reference: { include: { blob: true } } } },
} satisfies Prisma.GenerationInclude;
type GenerationRow = Prisma.GenerationGetPayload<{ include: typeof generationInclude }>;
type ReferenceRow = GenerationRow["references"][number]["reference"];

export function toImageDto({ blob, ...image }: ImageRow): ImageDto {
  return {
    id: image.id,
    generationId: image.generationId,
    width: blob.width,
    height: blob.height,
    mediaType: blob.mediaType,
    bytes: blob.bytes,
    sha256: blob.sha256,
    thumbhash: blob.thumbhash,
    favorite: image.favorite,
    createdAt: image.createdAt.toISOString(),
    trashedAt: image.trashedAt?.toISOString() ?? null,
  };
}

export function toReferenceDto({ id, blob }: ReferenceRow): ReferenceDto {
  return { id, width: blob.width ?? 0, height: blob.height ?? 0, thumbhash: blob.thumbhash };
}

export function toGenerationDto(row: GenerationRow): GenerationDto {
  return {
    id: row.id,
    setId: row.setId,
    position: row.position,
    prompt: row.prompt,
    model: row.model,
    settings: Settings.parse(row.settings),
    references: row.references.map(({ reference }) => toReferenceDto(reference)),
    status: row.status as Status,
    charged: row.charged as Charged,
    cancelRequested: row.cancelRequestedAt !== null,
    estimate:
      row.estimateLow === null || row.estimateHigh === null
        ? null
        : { low: Number(row.estimateLow), high: Number(row.estimateHigh) },
    cost: row.cost === null ? null : Number(row.cost),
    previews: row.previews,
    provider: row.provider,
    openrouterId: row.openrouterId,
    text: row.text,
    error: row.errorCode === null ? null : { code: row.errorCode, message: row.errorMessage ?? "" },
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
    runAfter: row.runAfter.toISOString(),
    images: row.images.map(toImageDto),
  };
}
