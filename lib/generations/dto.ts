import "server-only";
import type { Prisma } from "@/lib/db";
import { Settings } from "@/lib/models/settings";
import { withStake } from "./outcome";
import { CACHED_MS, CHARGED_NOT_DELIVERED, PAID_IN_VAIN } from "./paid-result";
import type { Charged, GenerationDto, ImageDto, ReferenceDto, Status } from "./schema";

/** What `toImageDto` reads. */
export const imageInclude = { blob: true } satisfies Prisma.ImageInclude;
type ImageRow = Prisma.ImageGetPayload<{ include: typeof imageInclude }>;

/** What `toGenerationDto` reads; pictures in the trash are left out. */
export const generationInclude = {
  images: { where: { trashedAt: null }, orderBy: [{ attemptId: "asc" }, { index: "asc" }], include: imageInclude },
  references: { orderBy: { position: "asc" }, include: { reference: { include: { blob: true } } } },
  attempts: { where: PAID_IN_VAIN, orderBy: { no: "desc" }, take: 1, select: { dispatchedAt: true } },
  _count: { select: { images: true } },
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
    composited: image.deliveredSha256 !== null,
    createdAt: image.createdAt.toISOString(),
    trashedAt: image.trashedAt?.toISOString() ?? null,
  };
}

export function toReferenceDto({ id, imageId, blob }: ReferenceRow): ReferenceDto {
  return { id, imageId, width: blob.width ?? 0, height: blob.height ?? 0, thumbhash: blob.thumbhash };
}

/** Settings of a later version may hold what this one does not know: the generation is shown all the same. */
function readSettings({ settings }: GenerationRow): Settings {
  return Settings.safeParse(settings).data ?? { n: 1 };
}

/** Null: it was not paid in vain, or not by way of chat, whose answers alone are kept. */
function fetchableUntil({ errorCode, attempts: [paid] }: GenerationRow): string | null {
  if (errorCode !== CHARGED_NOT_DELIVERED || !paid) return null;
  return new Date(paid.dispatchedAt.getTime() + CACHED_MS).toISOString();
}

export function toGenerationDto(row: GenerationRow): GenerationDto {
  const estimate =
    row.estimateLow === null || row.estimateHigh === null
      ? null
      : { low: Number(row.estimateLow), high: Number(row.estimateHigh) };
  return {
    id: row.id,
    setId: row.setId,
    position: row.position,
    prompt: row.prompt,
    model: row.model,
    transport: row.transport as GenerationDto["transport"],
    settings: readSettings(row),
    references: row.references.flatMap(({ role, reference }) => (role === "picture" ? toReferenceDto(reference) : [])),
    edit:
      row.editOfId === null
        ? null
        : { imageId: row.editOfId, rootImageId: row.rootImageId ?? row.editOfId, maskId: row.maskId },
    status: row.status as Status,
    charged: row.charged as Charged,
    cancelRequested: row.cancelRequestedAt !== null,
    estimate,
    cost: row.cost === null ? null : Number(row.cost),
    previews: row.previews,
    provider: row.provider,
    answeredBy: row.answeredBy === row.model ? null : row.answeredBy,
    openrouterId: row.openrouterId,
    text: row.text,
    finishReason: row.finishReason,
    lookUp: row.lookupAt && { at: row.lookupAt.toISOString(), asked: row.lookups > 0 },
    fetchableUntil: fetchableUntil(row),
    retryOf: row.retryOfId,
    error:
      row.errorCode === null ? null : { code: row.errorCode, message: withStake(row.errorMessage ?? "", estimate) },
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
    runAfter: row.runAfter.toISOString(),
    images: row.images.map(toImageDto),
    delivered: row._count.images,
  };
}
