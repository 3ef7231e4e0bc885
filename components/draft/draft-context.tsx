"use client";

import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from "react";
import { createDraftStore, type Draft, type DraftStore, NEW_DRAFT } from "./draft";

const DraftContext = createContext<DraftStore | null>(null);

/** Around every page: a picture can become a reference image wherever it is seen. */
export function DraftProvider({ userId, children }: { userId: string; children: ReactNode }) {
  const [store] = useState(() => createDraftStore(userId));
  useEffect(() => store.followOtherTabs(), [store]);
  return <DraftContext value={store}>{children}</DraftContext>;
}

/** The store alone, for those who only write: they are not drawn again at every key press. */
export function useDraftStore(): DraftStore {
  const store = useContext(DraftContext);
  if (!store) throw new Error("useDraftStore needs a DraftProvider above it");
  return store;
}

export function useDraft(): Draft {
  const store = useDraftStore();
  return useSyncExternalStore(store.subscribe, store.get, () => NEW_DRAFT);
}
