import { extensionOf } from "./media";

/** Characters of the words. */
const WORDS_MAX = 60;

/** A file name that says what the picture is: the prompt's first words and the id's last digits, such as `a-lighthouse-1f3a9c.png`. */
export function fileName({ prompt, id, mediaType }: { prompt: string; id: string; mediaType: string }): string {
  return `${promptWords(prompt)}-${id.slice(-6)}.${extensionOf(mediaType)}`;
}

/** The prompt's first words as a part of a file name, such as `a-happy-banana`. */
export function promptWords(prompt: string): string {
  const words =
    prompt
      .toLowerCase()
      .normalize("NFC")
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  let name = "";
  for (const word of words) {
    const longer = name ? `${name}-${word}` : word;
    if (longer.length > WORDS_MAX) break;
    name = longer;
  }
  return name || "picture";
}

/** The header that makes a browser save a file under this name (RFC 6266, with RFC 8187 for letters outside ASCII). */
export function attachment(name: string): string {
  const ascii = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^\w.-]+/g, "_");
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
