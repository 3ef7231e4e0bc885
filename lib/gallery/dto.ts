import "server-only";
import type { Prisma } from "@/lib/db";
import { imageInclude, toImageDto } from "@/lib/generations/dto";
import { Settings } from "@/lib/models/settings";
import type { GalleryItem } from "./schema";

/** What `toGalleryItem` reads. */
export const itemInclude = {
  ...imageInclude,
  generation: {
    select: {
      prompt: true,
      model: true,
      settings: true,
      cost: true,
      startedAt: true,
      finishedAt: true,
      // Not `_count`: for that Prisma counts the pictures of every generation there is.
      images: { select: { id: true } },
    },
  },
} satisfies Prisma.ImageInclude;
type ItemRow = Prisma.ImageGetPayload<{ include: typeof itemInclude }>;

export function toGalleryItem({ generation, ...image }: ItemRow): GalleryItem {
  const { cost, startedAt, finishedAt } = generation;
  return {
    ...toImageDto(image),
    prompt: generation.prompt,
    model: generation.model,
    cost: cost === null ? null : Math.round(Number(cost) / generation.images.length),
    seconds: startedAt && finishedAt && (finishedAt.getTime() - startedAt.getTime()) / 1000,
    settings: { aspectRatio: Settings.parse(generation.settings).aspectRatio },
  };
}
