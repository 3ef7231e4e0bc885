/** Rasters that browsers show. Everything else, SVG above all, may carry scripts or nonsense and is only downloaded. */
const SHOWN: ReadonlySet<string> = new Set(["image/png", "image/jpeg", "image/webp", "image/gif", "image/avif"]);

/** Whether the original may be shown in a page. */
export const isShown = (mediaType: string): boolean => SHOWN.has(mediaType);

/** `PNG` of `image/png`; `File` for bytes that are no known picture. */
export function formatName(mediaType: string): string {
  const [type, subtype = ""] = mediaType.split("/");
  return type === "image" ? subtype.replace(/\+xml$/, "").toUpperCase() : "File";
}

/** Without the dot. */
export function extensionOf(mediaType: string): string {
  const name = formatName(mediaType).toLowerCase();
  return { jpeg: "jpg", file: "bin" }[name] ?? name;
}
