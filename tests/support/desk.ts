import { randomUUID } from "node:crypto";
import type { Context } from "@/lib/context";
import type { Settings } from "@/lib/models/settings";
import { type Library, makeLibrary } from "./library";

/** A press worked by hand: one generation at a time is accepted, sent and landed against the server of a test. */
export interface Desk {
  ctx: Context;
  /** Accepts a generation; returns its id. */
  accept(model: string, prompt: string, settings?: Partial<Settings>, references?: string[]): Promise<string>;
  /** Sends it once and lands what comes, as the loop does; returns its row. */
  press(id: string): ReturnType<Desk["row"]>;
  /** Both. */
  run(model: string, prompt: string, settings?: Partial<Settings>): ReturnType<Desk["row"]>;
  row(id: string): ReturnType<typeof rowOf>;
  /** Makes the look-up of a generation due, long after the line was lost, and does it. */
  lookUp(id: string): ReturnType<Desk["row"]>;
  close(): Promise<void>;
}

export const KEY = "sk-or-v1-canary0123456789abcdef";

export async function openDesk(url: string): Promise<Desk> {
  const library: Library = await makeLibrary({ OPENROUTER_BASE_URL: url, OPENROUTER_API_KEY: KEY });
  const { db } = await import("@/lib/db");
  const { create } = await import("@/lib/generations/create");
  const { claim } = await import("@/lib/press/claim");
  const { dispatch } = await import("@/lib/press/dispatch");
  const { land } = await import("@/lib/press/land");
  const { reconcile } = await import("@/lib/press/reconcile");
  const { findSpooled } = await import("@/lib/press/spool");
  const user = await db().user.create({ data: { role: "owner" } });
  const ctx: Context = { user: { id: user.id, role: "owner" }, actor: "cli" };

  const desk: Desk = {
    ctx,
    async accept(model, prompt, settings = {}, references = []) {
      const id = randomUUID();
      const generations = [{ id, model, settings: { n: 1, ...settings } }];
      await create(ctx, { setId: randomUUID(), prompt, references, generations });
      return id;
    },
    async press(id) {
      await db().generation.updateMany({ where: { id, status: "queued" }, data: { runAfter: new Date(0) } });
      for await (const claimed of claim("desk", 1, [id])) {
        await land(claimed, await dispatch(claimed), await findSpooled(claimed.attemptId));
        return rowOf(id);
      }
      throw new Error("It was not claimed.");
    },
    run: async (model, prompt, settings) => desk.press(await desk.accept(model, prompt, settings)),
    row: rowOf,
    async lookUp(id) {
      const long = new Date(Date.now() - 10 * 60_000);
      await db().attempt.updateMany({ where: { generationId: id }, data: { settledAt: long } });
      await db().generation.update({ where: { id }, data: { lookupAt: new Date(0) } });
      await reconcile();
      return rowOf(id);
    },
    close: () => library.close(),
  };
  return desk;
}

async function rowOf(id: string) {
  const { db } = await import("@/lib/db");
  return db().generation.findUniqueOrThrow({
    where: { id },
    include: { attempts: { orderBy: { no: "asc" } }, images: { include: { blob: true }, orderBy: { index: "asc" } } },
  });
}
