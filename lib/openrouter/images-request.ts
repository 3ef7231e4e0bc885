import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";

export interface ImagesRequest {
  model: string;
  prompt: string;
  /** By wire name; only what the endpoint declares. */
  parameters: Record<string, string | number>;
  /** Providers that may answer; empty: any. */
  only: string[];
  stream: boolean;
  /** Finds the call upstream: at most 256 characters. */
  sessionId: string;
  user: string;
  /** Reference images in order. */
  references: { path: string; mediaType: string }[];
}

/**
 * Writes the exact body of `POST /images` to `path` and forces it to the disk. Pictures pass through in pieces: a request
 * with sixteen of them is never in memory.
 */
export async function writeImagesRequest(
  path: string,
  request: ImagesRequest,
): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash("sha256");
  let bytes = 0;
  const file = await open(path, "wx", 0o600);
  try {
    for await (const piece of body(request)) {
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

async function* body(request: ImagesRequest): AsyncGenerator<string> {
  const { model, prompt, parameters, only, stream, sessionId, user, references } = request;
  const head = {
    model,
    prompt,
    ...parameters,
    ...(stream && { stream }),
    ...(only.length > 0 && { provider: { only } }),
    user,
    session_id: sessionId,
  };
  const text = JSON.stringify(head);
  if (references.length === 0) {
    yield text;
    return;
  }
  yield `${text.slice(0, -1)},"input_references":[`;
  for (const [index, reference] of references.entries()) {
    yield `${index ? "," : ""}{"type":"image_url","image_url":{"url":"data:${reference.mediaType};base64,`;
    // A multiple of 3 bytes encodes without padding in between.
    for await (const part of createReadStream(reference.path, { highWaterMark: 3 * 64 * 1024 })) {
      yield (part as Buffer).toString("base64");
    }
    yield '"}}';
  }
  yield "]}";
}
