import type { GenerationDto, ReferenceDto, Settings } from "@/lib/generations/schema";

/** What the person wants of every chosen model. It outlives a change of models: a model that cannot simply goes without. */
export type Wanted = Omit<Settings, "n">;

/** What stands in the composer. */
export interface Draft {
  prompt: string;
  /** Ids; null: never chosen, so the default model is meant. */
  models: string[] | null;
  wanted: Wanted;
  /** Pictures of each model. */
  count: number;
  references: ReferenceDto[];
}

export const NEW_DRAFT: Draft = { prompt: "", models: null, wanted: { aspectRatio: "1:1" }, count: 1, references: [] };

/** The composer as it was when these generations, of one prompt, were asked for. */
export function draftOf(generations: GenerationDto[]): Draft {
  const first = generations[0];
  if (!first) return NEW_DRAFT;
  const perModel = new Map<string, number>();
  for (const { model, settings } of generations) perModel.set(model, (perModel.get(model) ?? 0) + settings.n);
  // A model goes without what it cannot do; together the generations still show the whole wish.
  const { n: _, ...wanted } = Object.assign({}, ...generations.map(({ settings }) => settings)) as Settings;
  return {
    prompt: first.prompt,
    models: [...perModel.keys()],
    wanted,
    count: Math.max(...perModel.values()),
    references: first.references,
  };
}

export interface DraftStore {
  get(): Draft;
  set(change: Partial<Draft>): void;
  /** The server has this prompt: it leaves the composer, unless something else stands there by now. */
  sent(prompt: string): void;
  subscribe(listener: () => void): () => void;
  /** Takes up what the person writes in other tabs, so that none overwrites another's words. Returns how to stop it. */
  followOtherTabs(): () => void;
}

/** Keeps a person's draft in the browser, so that a reload loses nothing. */
export function createDraftStore(userId: string): DraftStore {
  const key = `proofsheet.draft.${userId}`;
  const listeners = new Set<() => void>();
  let draft: Draft | undefined;
  const tell = () => {
    for (const listener of listeners) listener();
  };
  return {
    get() {
      draft ??= { ...NEW_DRAFT, ...read(key) };
      return draft;
    },
    set(change) {
      draft = { ...this.get(), ...change };
      write(key, draft);
      tell();
    },
    sent(prompt) {
      if (this.get().prompt === prompt) this.set({ prompt: "" });
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    followOtherTabs() {
      // The browser tells every tab but the one that wrote.
      const onStorage = (event: StorageEvent) => {
        if (event.key !== key) return;
        draft = undefined;
        tell();
      };
      window.addEventListener("storage", onStorage);
      return () => window.removeEventListener("storage", onStorage);
    },
  };
}

function read(key: string): Partial<Draft> | null {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null");
  } catch {
    return null;
  }
}

function write(key: string, draft: Draft): void {
  try {
    localStorage.setItem(key, JSON.stringify(draft));
  } catch {
    // Storage is full or forbidden: the draft then lives as long as the page.
  }
}
