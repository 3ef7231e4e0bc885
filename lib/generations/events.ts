import "server-only";
import type { Context } from "@/lib/context";
import { log } from "@/lib/log";
import { listChanges } from "./changes";
import type { Changes } from "./schema";
import { type Changing, watchGenerations } from "./watch";

/** A sign of life for whoever listens, and for proxies that close idle connections. */
const BEAT_MS = 15_000;

/**
 * The answers of `listChanges` as server-sent events, each when there is something new; the id of an event is the cursor to
 * go on from. The first comes at once. Ends with the session, with the server, and when nobody reads any more. Throws
 * `invalid` for what is no cursor.
 */
export async function changeEvents(
  ctx: Context,
  { sessionId, since }: { sessionId: string; since?: string },
): Promise<ReadableStream<Uint8Array>> {
  const first = await listChanges(ctx, { since });
  const encoder = new TextEncoder();
  let watch: Changing | undefined;
  let events: AsyncGenerator<string> | undefined;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        watch ??= watchGenerations(ctx.user.id, sessionId);
        events ??= follow(ctx, first, watch);
        const { value, done } = await events.next();
        if (done) controller.close();
        else controller.enqueue(encoder.encode(value));
      },
      cancel: () => watch?.stop(),
    },
    // Nothing is watched before somebody reads, and no more is asked than is read.
    { highWaterMark: 0 },
  );
}

async function* follow(ctx: Context, first: Changes, watch: Changing): AsyncGenerator<string> {
  try {
    let changes = first;
    let told = new Map<string, string>();
    let seen = new Map<string, string>();
    yield event(changes);
    for (;;) {
      const changed = changes.more || (await watch.changed(BEAT_MS));
      if (changed === null) return;
      if (!changed) {
        yield "event: beat\ndata: \n\n";
        continue;
      }
      changes = await listChanges(ctx, { since: changes.cursor });
      // Looking back finds again what was told already.
      const news = changes.generations.filter((generation) => {
        const text = JSON.stringify(generation);
        seen.set(generation.id, text);
        return told.get(generation.id) !== text;
      });
      if (!changes.more) [told, seen] = [seen, new Map()];
      if (news.length > 0) yield event({ ...changes, generations: news });
    }
  } catch (error) {
    // The reader comes back, to the place it has reached.
    log.error("events.failed", { error });
  } finally {
    watch.stop();
  }
}

const event = (changes: Changes) => `id: ${changes.cursor}\ndata: ${JSON.stringify(changes)}\n\n`;
