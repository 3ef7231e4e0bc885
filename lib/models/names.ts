import type { Model } from "./schema";

/** `Google: Nano Banana 2 (Gemini 3.1 Flash Image)` → `Nano Banana 2`. */
export function shortName({ name, id }: Pick<Model, "name" | "id">): string {
  const own = name.split(/:\s+/).slice(1).join(": ") || name;
  return own.replace(/\s+\([^()]*\)\s*$/, "").trim() || id;
}

/** `Google: Nano Banana 2` → `Google`; without a prefix the author in the id. */
export function makerOf({ name, id }: Pick<Model, "name" | "id">): string {
  return name.includes(": ") ? (name.split(": ")[0] ?? "").trim() : (id.split("/")[0] ?? id);
}

/** One or two letters for an avatar. */
export function initials(model: Pick<Model, "name" | "id">): string {
  const words = shortName(model)
    .split(/[\s.-]+/)
    .filter((word) => /^[\p{L}\p{N}]/u.test(word));
  return words
    .slice(0, 2)
    .map((word) => [...word][0] ?? "")
    .join("")
    .toUpperCase();
}

/** Where a model's own page is. */
export const modelAddress = (id: string): string => `/models/${id.split("/").map(encodeURIComponent).join("/")}`;
