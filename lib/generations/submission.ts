import { newId } from "@/lib/ids";
import type { Model } from "@/lib/models/schema";
import type { CreateGenerations, GenerationDto, ReferenceDto, Settings } from "./schema";

/** The part of a wish that is sent. */
export interface Submission {
  prompt: string;
  references: ReferenceDto[];
  /** The picture that it continues from, and the first one of its line. */
  edit?: GenerationDto["edit"];
  /** The generation that ended without a picture, in whose place it is asked for. */
  retryOf?: string;
  parts: { model: Pick<Model, "id">; settings: Settings; estimate: GenerationDto["estimate"] }[];
}

/** A press of Generate, kept in the browser until the server has answered. Its ids are its idempotency keys. */
export interface Press {
  setId: string;
  /** Of each part. */
  ids: string[];
  /** What is sent but for the ids: the same form is the same wish. */
  form: string;
  wish: Submission;
  /** Milliseconds since the epoch. */
  pressedAt: number;
  answered: boolean;
}

/** The second click of a double click comes when the first may have been answered already. */
const ONE_PRESS_MS = 700;
/** What could not be sent within the hour is no longer sent unasked. */
const FORGOTTEN_MS = 60 * 60 * 1000;

/** Where presses are kept: for all tabs of a person, because the same draft stands in each. */
let place = "proofsheet.presses";
/** Stands in for storage that is full or forbidden: a press then lives as long as the page. */
let memory: Press[] | null = null;

/** From now on presses are kept, and found, for this person alone. */
export function keepPressesOf(userId: string): void {
  place = `proofsheet.presses.${userId}`;
}

/**
 * The press that this wish belongs to: an earlier one of the same form that has no answer yet, whatever is pressed how often, in
 * whichever tab, before or after a reload; else a new one.
 */
export function pressOf(wish: Submission): Press {
  const now = Date.now();
  const form = JSON.stringify(formOf(wish));
  const presses = read().filter(
    ({ pressedAt, answered }) => now - pressedAt < (answered ? ONE_PRESS_MS : FORGOTTEN_MS),
  );
  const same = presses.find((press) => press.form === form);
  if (same) return same;
  const press: Press = {
    setId: newId(),
    ids: wish.parts.map(newId),
    form,
    wish: slim(wish),
    pressedAt: now,
    answered: false,
  };
  write([...presses, press]);
  return press;
}

/** Presses of this person that nobody has answered. */
export function unansweredPresses(): Press[] {
  return read().filter(({ pressedAt, answered }) => !answered && Date.now() - pressedAt < FORGOTTEN_MS);
}

/** The server has accepted it: the next press is a new wish. */
export function answerPress(setId: string): void {
  write(read().map((press) => (press.setId === setId ? { ...press, answered: true } : press)));
}

/** It was refused or taken back. */
export function dropPress(setId: string): void {
  write(read().filter((press) => press.setId !== setId));
}

/** Whether it is still to be sent: not taken back, and not answered in another tab. */
export const isWaiting = (setId: string): boolean => unansweredPresses().some((press) => press.setId === setId);

/** What the server is told. */
export function requestOf({ setId, ids, wish }: Press): CreateGenerations {
  const { parts, ...form } = formOf(wish);
  return { setId, ...form, generations: parts.map((part, at) => ({ id: ids[at] ?? "", ...part })) };
}

const formOf = ({ prompt, references, edit, retryOf, parts }: Submission) => ({
  prompt,
  references: references.map(({ id }) => id),
  edit: edit ? { imageId: edit.imageId, maskId: edit.maskId ?? undefined } : undefined,
  retryOf,
  parts: parts.map(({ model, settings }) => ({ model: model.id, settings })),
});

/** Without what else callers have in the same objects. */
const slim = ({ prompt, references, edit, retryOf, parts }: Submission): Submission => ({
  prompt,
  references,
  edit,
  retryOf,
  parts: parts.map(({ model, settings, estimate }) => ({ model: { id: model.id }, settings, estimate })),
});

function read(): Press[] {
  if (memory) return memory;
  try {
    return JSON.parse(localStorage.getItem(place) ?? "[]");
  } catch {
    return [];
  }
}

function write(presses: Press[]): void {
  if (memory) memory = presses;
  else {
    try {
      localStorage.setItem(place, JSON.stringify(presses));
    } catch {
      memory = presses;
    }
  }
}
