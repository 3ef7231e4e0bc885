import "server-only";
import { Readable } from "node:stream";
import { notFound } from "@/lib/errors";
import { storage } from "@/lib/storage/storage";

/** Bytes under a key never change. `private`: only the browser of who may see them keeps them. */
const FOREVER = "private, max-age=31536000, immutable";

/**
 * Streams what lies in the storage under `key`, unless the browser has it (`etag`, without quotes). Whatever the bytes are,
 * nothing in them runs: they come from outside and may be anything.
 */
export async function bytesResponse(
  request: Request,
  { key, etag, type, disposition }: { key: string; etag: string; type: string; disposition?: string },
): Promise<Response> {
  const headers = new Headers({
    "cache-control": FOREVER,
    etag: `"${etag}"`,
    "x-content-type-options": "nosniff",
    "content-security-policy": "sandbox; default-src 'none'",
  });
  if (request.headers.get("if-none-match")?.includes(`"${etag}"`)) return new Response(null, { status: 304, headers });
  const file = await storage().open(key);
  if (!file) throw notFound("picture");
  headers.set("content-type", type);
  if (disposition) headers.set("content-disposition", disposition);
  return new Response(Readable.toWeb(file.stream) as ReadableStream<Uint8Array>, { headers });
}
