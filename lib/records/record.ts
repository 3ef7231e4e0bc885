import { z } from "zod";

const time = z.codec(z.iso.datetime(), z.date(), {
  decode: (text) => new Date(text),
  encode: (date) => date.toISOString(),
});
/** Nano-dollars. */
const amount = z.codec(z.string().regex(/^\d+$/), z.bigint(), { decode: BigInt, encode: String });
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const text = z.string().nullable();

const Reference = z.object({
  id: z.string(),
  sha256: hash,
  originalSha256: hash.nullable(),
  imageId: text,
  createdAt: time,
});

/**
 * An attempt with everything that its rows in the database need to be there again. A later version may add fields, which
 * this one leaves out; one that changes them counts `version` up.
 */
export const Record = z.object({
  version: z.literal(1),
  set: z.object({ id: z.string(), userId: z.string(), prompt: z.string(), createdAt: time }),
  generation: z.object({
    id: z.string(),
    userId: z.string(),
    setId: z.string(),
    position: z.number(),
    fingerprint: z.string(),
    source: z.string(),
    prompt: z.string(),
    searchText: z.string(),
    model: z.string(),
    transport: z.string(),
    settings: z.record(z.string(), z.json()),
    editOfId: text,
    rootImageId: text,
    retryOfId: text,
    maskId: text,
    status: z.string(),
    keyRef: z.string(),
    lookupAt: time.nullable(),
    lookups: z.number(),
    estimateLow: amount.nullable(),
    estimateHigh: amount.nullable(),
    reserved: amount,
    cost: amount.nullable(),
    charged: z.string(),
    provider: text,
    answeredBy: text,
    openrouterId: text,
    text,
    finishReason: text,
    errorCode: text,
    errorMessage: text,
    createdAt: time,
    startedAt: time.nullable(),
    finishedAt: time.nullable(),
    deletedAt: time.nullable(),
  }),
  /** The recipe's reference images in order; the mask is a reference too. */
  references: z.array(z.object({ position: z.number(), role: z.string(), reference: Reference })),
  mask: Reference.nullable(),
  attempt: z.object({
    id: z.string(),
    generationId: z.string(),
    no: z.number(),
    state: z.string(),
    recoveries: z.number(),
    requestSha256: z.string(),
    requestBytes: z.number(),
    streaming: z.boolean(),
    transport: z.string(),
    requestText: text,
    responseText: text,
    httpStatus: z.number().nullable(),
    openrouterId: text,
    outcome: text,
    charged: z.string(),
    cost: amount.nullable(),
    dispatchedAt: time,
    headersAt: time.nullable(),
    receivedAt: time.nullable(),
    settledAt: time.nullable(),
  }),
  images: z.array(
    z.object({ id: z.string(), index: z.number(), sha256: hash, deliveredSha256: hash.nullable(), createdAt: time }),
  ),
  /** What the pictures, what was delivered for them and the references were found to be. */
  blobs: z.array(
    z.object({
      sha256: hash,
      bytes: z.number(),
      mediaType: z.string(),
      width: z.number().nullable(),
      height: z.number().nullable(),
      thumbhash: text,
      createdAt: time,
    }),
  ),
  ledger: z
    .object({
      id: z.string(),
      attemptId: z.string(),
      generationId: text,
      purpose: z.string(),
      userId: z.string(),
      model: z.string(),
      provider: text,
      keyRef: z.string(),
      amount,
      source: z.string(),
      at: time,
    })
    .nullable(),
});
export type Record = z.output<typeof Record>;

/** A record as JSON. Only what the schema names is in it. */
export const recordText = (record: Record): string => JSON.stringify(z.encode(Record, record));

/** Null for anything that `recordText` did not write. */
export function parseRecord(json: string): Record | null {
  try {
    return Record.safeParse(JSON.parse(json)).data ?? null;
  } catch {
    return null;
  }
}
