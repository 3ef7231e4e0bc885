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
