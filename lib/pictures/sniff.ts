/** What the first bytes really are; labels and extensions are not believed. */
const SIGNATURES: [mediaType: string, matches: (head: Buffer) => boolean][] = [
  ["image/png", (head) => head.subarray(0, 8).equals(Buffer.from("89504e470d0a1a0a", "hex"))],
  ["image/jpeg", (head) => head.subarray(0, 3).equals(Buffer.from("ffd8ff", "hex"))],
  ["image/webp", (head) => ascii(head, 0, 4) === "RIFF" && ascii(head, 8, 12) === "WEBP"],
  ["image/gif", (head) => /^GIF8[79]a$/.test(ascii(head, 0, 6))],
  ["image/avif", (head) => ascii(head, 4, 8) === "ftyp" && /^avi[fs]$/.test(ascii(head, 8, 12))],
  ["image/heic", (head) => ascii(head, 4, 8) === "ftyp" && /^(hei[cx]|mif1)$/.test(ascii(head, 8, 12))],
  ["image/tiff", (head) => /^(II\*\0|MM\0\*)$/.test(ascii(head, 0, 4))],
  // White space (\s has the byte order mark), an XML declaration, comments and a doctype may stand before the root element;
  // anything else before it is not an SVG. Each byte fits one way only, a comment ends at its first `-->`: a kilobyte that
  // could be read in many ways would be read in all of them, for hours.
  [
    "image/svg+xml",
    (head) => /^(?:\s|<\?[^>]*>|<!--(?:(?!-->)[\s\S])*-->|<!DOCTYPE[^>]*>)*<svg[\s>]/i.test(head.toString("utf8")),
  ],
];

function ascii(head: Buffer, from: number, to: number): string {
  return head.toString("latin1", from, to);
}

/** Bytes of a file's beginning that `sniff` wants to see. */
export const SNIFF_BYTES = 1024;

/** The media type by magic bytes; `application/octet-stream` for anything that is not a known picture. */
export function sniff(head: Buffer): string {
  return SIGNATURES.find(([, matches]) => matches(head))?.[0] ?? "application/octet-stream";
}

/** The types that may be decoded: every other one reaches no decoder. */
export const DECODABLE: ReadonlySet<string> = new Set([
  "image/png",
  "image/jpeg",
  "image/webp",
  "image/gif",
  "image/avif",
]);
