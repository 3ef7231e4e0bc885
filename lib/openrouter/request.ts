import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import type { Transport } from "./catalog-schema";

export interface Request {
  transport: Transport;
  /** Every field but those below, by its name on the wire. */
  body: Record<string, unknown>;
  model: string;
  prompt: string;
  /** Finds the call upstream: at most 256 characters. */
  sessionId: string;
  user: string;
  /** Reference images in order. */
  references: { path: string; mediaType: string }[];
}

/**
 * Writes the exact body of a request to `path` and forces it to the disk. Pictures pass through in pieces: a request with
 * sixteen of them is never in memory.
 */
export async function writeRequest(path: string, request: Request): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash("sha256");
  let bytes = 0;
  const file = await open(path, "wx", 0o600);
  try {
    for await (const piece of bodyOf(request)) {
      hash.update(piece);
      bytes += Buffer.byteLength(piece);
      await file.appendFile(piece);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { sha256: hash.digest("hex"), bytes };
}

async function* bodyOf(request: Request): AsyncGenerator<string> {
  // Stands in the head for one picture, whose bytes are put there as they are read. Nobody can have written it before.
  const mark = randomUUID();
  const [first = "", ...rest] = headOf(request, mark).split(JSON.stringify(mark));
  yield first;
  for (const [index, text] of rest.entries()) {
    const reference = request.references[index];
    if (reference) yield* dataUrl(reference);
    yield text;
  }
}

function headOf({ transport, body, model, prompt, sessionId, user, references }: Request, mark: string): string {
  const pictures = references.map(() => ({ type: "image_url", image_url: { url: mark } }));
  const own = { model, user, session_id: sessionId };
  if (transport === "images") {
    return JSON.stringify({ ...body, ...own, prompt, ...(pictures.length > 0 && { input_references: pictures }) });
  }
  const content = [{ type: "text", text: prompt }, ...pictures];
  return JSON.stringify({ ...body, ...own, messages: [{ role: "user", content }] });
}

async function* dataUrl({ path, mediaType }: Request["references"][number]): AsyncGenerator<string> {
  yield `"data:${mediaType};base64,`;
  // A multiple of 3 bytes encodes without padding in between.
  for await (const part of createReadStream(path, { highWaterMark: 3 * 64 * 1024 })) {
    yield (part as Buffer).toString("base64");
  }
  yield '"';
}
