import { AppError } from "./errors";

/** A request's body of at most `max` bytes. Throws `too_large` as soon as it is known, however long the rest would be. */
export async function readBody(request: Request, max: number, field?: string): Promise<Buffer> {
  const tooLarge = () => new AppError("too_large", `The file is larger than ${Math.floor(max / 1e6)} MB.`, field);
  if (Number(request.headers.get("content-length")) > max) throw tooLarge();
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of request.body ?? []) {
    bytes += part.length;
    if (bytes > max) throw tooLarge();
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** Bytes of JSON that a page sends. */
const JSON_MAX = 1_000_000;

/** A request's JSON of at most 1 MB; undefined for anything that is not JSON, which no schema accepts. */
export const readJson = async (request: Request): Promise<unknown> => jsonOf(await readBody(request, JSON_MAX));

/** Undefined for anything that is not JSON. */
export function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    return undefined;
  }
}
