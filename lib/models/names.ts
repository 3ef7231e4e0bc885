type Named = { id: string; name: string };

/** `Google: Nano Banana 2 (Gemini 3.1 Flash Image)` → `Nano Banana 2`; without a name, the last part of the id. */
export function shortName(model: Named): string {
  const name = model.name
    .replace(/^[^:]*:\s+/, "")
    .replace(/\s+\([^()]*\)\s*$/, "")
    .trim();
  return name || model.id.slice(model.id.indexOf("/") + 1);
}

/** `Google: Nano Banana 2` → `Google`; without a maker in the name, the first part of the id. */
export function makerOf(model: Named): string {
  const maker = /^([^:]+):\s/.exec(model.name)?.[1]?.trim();
  return maker || (model.id.split("/")[0] ?? model.id);
}

/** One or two characters for an avatar: `Nano Banana 2` → `NB`. */
export function initials(model: Named): string {
  const words = shortName(model).match(/[\p{L}\p{N}]+/gu) ?? ["?"];
  return words
    .slice(0, 2)
    .map((word) => [...word][0]?.toUpperCase() ?? "")
    .join("");
}
