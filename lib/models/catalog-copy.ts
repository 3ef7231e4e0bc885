import "server-only";
import { z } from "zod";
import { db, type Tx } from "@/lib/db";
import type { CatalogModel, Descriptor } from "@/lib/openrouter/catalog-schema";
import { changesBetween } from "./changes";

const CHANGES_KEPT_MS = 90 * 24 * 60 * 60_000;

/** What one server's models were when it was last asked. */
export interface CatalogCopy {
  models: CatalogModel[];
  fetchedAt: Date;
  /** False: kept by a version that left models out, so that what it lacks may be old. */
  complete: boolean;
}

const text = z.string().catch("");
const texts = z.array(z.string()).catch([]);

const Known: z.ZodType<Descriptor> = z.discriminatedUnion("type", [
  z.object({ type: z.literal("enum"), values: z.array(z.string()) }),
  z.object({ type: z.literal("range"), min: z.number(), max: z.number() }),
  z.object({ type: z.literal("boolean") }),
  z.object({ type: z.literal("text") }),
  z.object({ type: z.literal("unknown"), text }),
]);
const Capabilities = z.record(z.string(), Known.catch({ type: "unknown", text: "" })).catch({});

const Price = z.object({
  billable: z.string(),
  unit: z.string(),
  usd: z.number().nullable().catch(null),
  variant: z.string().optional(),
});

const Endpoint = z.object({
  transport: z.enum(["images", "chat"]).catch("images"),
  provider: text,
  tag: text,
  slug: text,
  capabilities: Capabilities,
  passthrough: texts,
  streaming: z.boolean().catch(false),
  prices: readable(Price),
});

// Older versions kept less of a model: what they did not know has the value that changes nothing.
const Model: z.ZodType<CatalogModel> = z.object({
  id: z.string().min(1),
  name: text,
  description: text,
  created: z.number().catch(0),
  inputs: texts,
  outputs: z.array(z.string()).catch(["image"]),
  expires: z.string().nullable().catch(null),
  listed: z.boolean().catch(true),
  capabilities: Capabilities,
  endpoints: readable(Endpoint),
});
const Models = readable(Model);

/** A list of which one item that cannot be read never costs the others. */
function readable<Item extends z.ZodType>(item: Item) {
  return z
    .array(z.unknown())
    .catch([])
    .transform((items): z.output<Item>[] => items.flatMap((one) => item.safeParse(one).data ?? []));
}

/** The last good copy, by whichever version and process; null: there is none, or none that can be read. */
export async function readCopy(origin: string, on: Tx = db()): Promise<CatalogCopy | null> {
  const row = await on.catalogSnapshot.findUnique({ where: { origin } });
  const models = Models.parse(row?.models);
  return row && models.length > 0 ? { models, fetchedAt: row.fetchedAt, complete: isComplete(row.models) } : null;
}

/** The first version kept no models that are on chat alone, and said of none whether a list names it. */
const isComplete = (models: unknown) =>
  Array.isArray(models) && models.every((model) => Object(model).listed !== undefined);

/** When the copy that is kept was fetched; null: none is kept. */
export async function copyDate(origin: string): Promise<Date | null> {
  const row = await db().catalogSnapshot.findUnique({ where: { origin }, select: { fetchedAt: true } });
  return row?.fetchedAt ?? null;
}

/**
 * Keeps what was fetched, and notes how it differs from the copy before: in one step, so that of two processes that see
 * the same change one notes it. What another process fetched later stays.
 */
export async function keepCopy(origin: string, models: CatalogModel[], fetchedAt: Date): Promise<void> {
  await db().$transaction(async (tx) => {
    const before = await readCopy(origin, tx);
    if (before && before.fetchedAt > fetchedAt && before.fetchedAt <= new Date()) return;
    const added = new Set((await tx.addedModel.findMany({ select: { id: true } })).map(({ id }) => id));
    await write(tx, origin, withAdded(models, before?.models ?? [], added), fetchedAt);
    const changes = before?.complete ? changesBetween(before.models, models) : [];
    await tx.catalogChange.createMany({ data: changes.map((change) => ({ origin, ...change })) });
    await tx.catalogChange.deleteMany({ where: { at: { lt: new Date(Date.now() - CHANGES_KEPT_MS) } } });
  });
}

/** Added ones that could not be described this time stay as they were, and one that was removed meanwhile goes. */
function withAdded(models: CatalogModel[], before: CatalogModel[], added: Set<string>): CatalogModel[] {
  const kept = models.filter(({ id, listed }) => listed || added.has(id));
  const ids = new Set(kept.map(({ id }) => id));
  return [...kept, ...before.filter(({ id, listed }) => !listed && added.has(id) && !ids.has(id))];
}

/** Changes the copy without having fetched it: its date says what it said, but for the millisecond by which others notice. */
export async function amendCopy(origin: string, change: (models: CatalogModel[]) => CatalogModel[]): Promise<void> {
  await db().$transaction(async (tx) => {
    const copy = await readCopy(origin, tx);
    if (copy) await write(tx, origin, change(copy.models), new Date(copy.fetchedAt.getTime() + 1));
  });
}

async function write(tx: Tx, origin: string, models: CatalogModel[], fetchedAt: Date): Promise<void> {
  const copy = { fetchedAt, models: JSON.parse(JSON.stringify(models)) };
  await tx.catalogSnapshot.upsert({ where: { origin }, create: { origin, ...copy }, update: copy });
}
