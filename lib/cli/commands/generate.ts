import { ensureOwner, findAccount } from "@/lib/auth/owner";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { cancel } from "@/lib/generations/cancel";
import type { GenerationDto } from "@/lib/generations/schema";
import { prepareLibrary } from "@/lib/library";
import { startPress, stopPress } from "@/lib/press/loop";
import { upstream } from "@/lib/settings/upstream";
import { accept } from "../accept";
import { follow } from "../follow";
import { placeFiles } from "../output";
import { statusLine } from "../print";
import { toReport } from "../report";
import { EXIT, type Terminal } from "../terminal";
import { parseWish, type Wish } from "../wish";

/** Makes pictures with the same verbs as the studio and a press of its own, so that no server is needed. */
export async function generate(args: string[], terminal: Terminal): Promise<number> {
  const wish = parseWish(args, terminal.folder);
  prepareLibrary();
  const ctx: Context = { user: await account(wish.as), actor: "cli" };
  if ((await upstream()).sandbox) {
    terminal.say("Sandbox: no OPENROUTER_API_KEY is set; pictures are painted on this machine and cost nothing.");
  }
  const ids = await accept(ctx, wish);
  try {
    return await deliver(await work(ctx, ids, wish, terminal), wish, terminal);
  } catch (error) {
    terminal.say(`${error instanceof Error ? error.message : error} What was made is in the library.`);
    return EXIT.failed;
  }
}

async function account(email: string | undefined): Promise<Context["user"]> {
  if (email === undefined) return { id: (await ensureOwner()).id, role: "owner" };
  const found = await findAccount(email);
  if (!found) throw new AppError("not_found", `There is no account with the e-mail ${email}. Nothing was sent.`);
  return found;
}

/** Sends, waits and says how it goes. The first Ctrl+C cancels what can be, the second one stops waiting. */
async function work(ctx: Context, ids: string[], wish: Wish, { say }: Terminal): Promise<GenerationDto[]> {
  const enough = new AbortController();
  const timer = setTimeout(() => enough.abort(), wish.timeoutMs);
  let interruptedAt = 0;
  const interrupt = () => {
    // npm passes a Ctrl+C on to a process that the terminal has told already.
    if (interruptedAt && Date.now() - interruptedAt < 500) return;
    if (interruptedAt) return enough.abort();
    interruptedAt = Date.now();
    say("Canceling. What is being made is paid for and awaited; Ctrl+C again to leave at once.");
    for (const id of ids) cancel(ctx, { id }).catch((error) => say(String(error)));
  };
  process.on("SIGINT", interrupt);
  process.on("SIGTERM", interrupt);
  startPress({ only: ids });
  try {
    await follow(ctx, ids, enough.signal, (generation) => say(statusLine(generation)));
  } finally {
    clearTimeout(timer);
    process.off("SIGINT", interrupt);
    process.off("SIGTERM", interrupt);
    await stopPress(0);
  }
  // Leaving the work may have changed how it stands.
  return follow(ctx, ids, AbortSignal.abort(), () => {});
}

async function deliver(generations: GenerationDto[], wish: Wish, terminal: Terminal): Promise<number> {
  const files = await placeFiles(generations, wish.output, terminal);
  if (wish.json) terminal.out(JSON.stringify(toReport(generations, files)));
  else for (const { file } of files.values()) terminal.out(file);
  return generations.every(({ status }) => status === "succeeded") ? EXIT.ok : EXIT.failed;
}
