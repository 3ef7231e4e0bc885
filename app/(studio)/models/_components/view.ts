import type { Choice, Facts } from "@/lib/models/facts";

/** What models can be narrowed down to, by its name in the address. */
export const FEATURES: Record<string, { label: string; has: (facts: Facts) => boolean }> = {
  references: { label: "Takes references", has: ({ references }) => references.max > 0 },
  transparent: { label: "Transparent", has: ({ transparent }) => transparent },
  seed: { label: "Seed", has: ({ seed }) => seed },
  streams: { label: "Streams", has: ({ streams }) => streams },
  chat: { label: "Chat", has: ({ chat }) => chat },
};

export const SORTS = [
  "name",
  "maker",
  "price",
  "resolution",
  "ratios",
  "references",
  "seconds",
  "refused",
  "since",
] as const;
export type Sort = (typeof SORTS)[number];

/** Which models are shown, at which size they are compared, in which order. All of it is in the address. */
export interface View extends Choice {
  q: string;
  maker: string;
  /** Keys of `FEATURES`, all of which are asked for. */
  has: string[];
  sort: Sort;
  descending: boolean;
}

export const QUERY_MAX = 200;

export function parseView(params: URLSearchParams): View {
  const text = (name: string) => params.get(name)?.slice(0, QUERY_MAX) ?? "";
  const [sort = "", direction] = text("sort").split(":");
  return {
    q: text("q"),
    maker: text("maker"),
    has: Object.keys(FEATURES).filter((feature) => params.getAll("has").includes(feature)),
    resolution: text("resolution") || undefined,
    aspectRatio: text("ratio") || undefined,
    sort: SORTS.find((known) => known === sort) ?? "price",
    descending: direction === "desc",
  };
}

/** The address of the page with this view. */
export function viewAddress({ q, maker, has, resolution, aspectRatio, sort, descending }: View): string {
  const params = new URLSearchParams();
  if (q.trim()) params.set("q", q.trim());
  if (maker) params.set("maker", maker);
  for (const feature of has) params.append("has", feature);
  if (resolution) params.set("resolution", resolution);
  if (aspectRatio) params.set("ratio", aspectRatio);
  if (sort !== "price" || descending) params.set("sort", descending ? `${sort}:desc` : sort);
  const query = params.toString();
  return query ? `/models?${query}` : "/models";
}
