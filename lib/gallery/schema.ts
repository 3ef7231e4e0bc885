import { z } from "zod";
import type { GenerationDto, ImageDto, Settings } from "@/lib/generations/schema";
import { QUERY_MAX } from "./filters";

/** Pictures of one page at most. */
const PAGE_MAX = 100;

const flag = z.stringbool({ truthy: ["1"], falsy: ["0"], error: "must be 1 or 0" }).default(false);

const FilterParams = {
  q: z.string().max(QUERY_MAX, `The search is longer than ${QUERY_MAX} characters.`).default(""),
  favorites: flag,
  trash: flag,
};

/** Query string of `GET /api/gallery`. `cursor` is the `nextCursor` of the page before. */
export const GalleryQuery = z.strictObject({
  ...FilterParams,
  cursor: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(PAGE_MAX, `At most ${PAGE_MAX} pictures a page.`).default(60),
});
export type GalleryQuery = z.infer<typeof GalleryQuery>;

/** Query string of `GET /api/images/ID`: the filters among whose pictures the arrows move. */
export const ImageQuery = z.strictObject(FilterParams);

const ids = z.array(z.uuid()).min(1, "Choose a picture.").max(500, "At most 500 pictures at once.");

export const Pictures = z.strictObject({ ids });
export type Pictures = z.infer<typeof Pictures>;

export const SetFavorite = z.strictObject({ ids, favorite: z.boolean() });
export type SetFavorite = z.infer<typeof SetFavorite>;

/** A picture with what the grid says about it. */
export interface GalleryItem extends ImageDto {
  prompt: string;
  model: string;
  /** Nano-dollars for this one picture: its share of the generation's cost; null: not reported. */
  cost: number | null;
  /** From sending the request to the picture's arrival. */
  seconds: number | null;
  settings: Pick<Settings, "aspectRatio">;
}

/** Answer of `GET /api/gallery`, newest first. */
export interface GalleryPage {
  items: GalleryItem[];
  /** Pictures that match, on all pages; only the first page counts them. */
  total: number | null;
  nextCursor: string | null;
}

/** Another picture that is shown beside it. */
export interface Sibling extends ImageDto {
  model: string;
}

/** Answer of `GET /api/images/ID`. */
export interface ImageDetail {
  image: ImageDto;
  generation: GenerationDto;
  /** The newer neighbour's id under the filters; null: this is the newest. */
  previous: string | null;
  /** The older neighbour's id under the filters; null: this is the oldest. */
  next: string | null;
  /** All pictures of the set, itself included, in the order of the set; none that lies in the trash. */
  siblings: Sibling[];
  /** What it was made of by an edit; null: it is no edit, or that picture is gone. */
  parent: Sibling | null;
  /** What was made of it by edits, oldest first; none that lies in the trash. */
  edits: Sibling[];
}
