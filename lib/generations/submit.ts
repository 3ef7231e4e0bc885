import type { QueryClient } from "@tanstack/react-query";
import type { Result } from "@/lib/errors";
import { createGenerations } from "./actions";
import { unanswered } from "./outdated";
import { generationKeys, hideGenerations, showGenerations } from "./queries";
import type { GenerationDto, SetDto } from "./schema";
import {
  answerPress,
  dropPress,
  isWaiting,
  keepPressesOf,
  type Press,
  pressOf,
  requestOf,
  type Submission,
  unansweredPresses,
} from "./submission";

const RETRY_MIN_MS = 1_000;
const RETRY_MAX_MS = 15_000;

/**
 * Shows queued tiles at once, then asks the server, with the same ids again and again until it has answered; on a refusal the
 * tiles go away and the reason comes back.
 */
export async function submit(client: QueryClient, wish: Submission): Promise<Result<SetDto>> {
  const press = pressOf(wish);
  showGenerations(client, tilesOf(press));
  return send(client, press);
}

/** Sends what a page that is gone could not. `onAccepted` is told the prompt of each. */
export function sendUnanswered(client: QueryClient, userId: string, onAccepted: (prompt: string) => void): void {
  keepPressesOf(userId);
  for (const press of unansweredPresses()) {
    void send(client, press).then(({ ok }) => ok && onAccepted(press.wish.prompt));
  }
}

/** Takes back a wish that nobody has answered. Should it have arrived, it shows up with the next changes. */
export function takeBack(client: QueryClient, setId: string): void {
  dropPress(setId);
  hideGenerations(client, (generation) => generation.setId === setId);
}

async function send(client: QueryClient, press: Press): Promise<Result<SetDto>> {
  const { setId } = press;
  for (let wait = RETRY_MIN_MS; ; wait = Math.min(wait * 2, RETRY_MAX_MS)) {
    const result = await createGenerations(requestOf(press)).catch(unanswered(client));
    if (result?.ok) {
      answerPress(setId);
      showGenerations(client, result.data.generations);
      return result;
    }
    if (result) {
      takeBack(client, setId);
      return result;
    }
    // It is not known whether the server heard.
    showGenerations(
      client,
      tilesOf(press).map((tile) => ({ ...tile, unsent: true })),
    );
    await online(wait);
    if (!isWaiting(setId)) {
      hideGenerations(client, (generation) => generation.setId === setId && generation.unsent === true);
      void client.invalidateQueries({ queryKey: generationKeys.sets });
      return { ok: false, error: { code: "conflict", message: ELSEWHERE } };
    }
  }
}

const ELSEWHERE =
  "This was taken back, sent from another tab, or could not be sent for an hour. It is neither made nor paid twice.";

/** Ends after `ms`, or as soon as the browser is online again. */
function online(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      window.removeEventListener("online", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    window.addEventListener("online", done);
  });
}

/** The generations as they will be, until the server has said so itself. */
function tilesOf({ setId, ids, pressedAt, wish }: Press): GenerationDto[] {
  const { prompt, references, edit, retryOf, parts } = wish;
  const now = new Date(pressedAt).toISOString();
  return parts.map(({ model, settings, estimate }, position) => ({
    id: ids[position] ?? "",
    setId,
    position,
    prompt,
    model: model.id,
    settings,
    references,
    status: "queued",
    charged: "no",
    cancelRequested: false,
    estimate,
    cost: null,
    previews: 0,
    transport: "images",
    edit: edit ?? null,
    provider: null,
    answeredBy: null,
    finishReason: null,
    openrouterId: null,
    lookUp: null,
    fetchableUntil: null,
    retryOf: retryOf ?? null,
    text: null,
    error: null,
    createdAt: now,
    startedAt: null,
    finishedAt: null,
    runAfter: now,
    images: [],
    delivered: 0,
  }));
}
