"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useDraftStore } from "@/components/draft/draft-context";
import type { Problem } from "@/lib/errors";
import { submit } from "@/lib/generations/submit";
import type { Wish } from "../wish";

/** The press of Generate: once at a time, and the prompt leaves the composer only when the server has it. */
export function useGenerate() {
  const client = useQueryClient();
  const store = useDraftStore();
  const busy = useRef(false);
  const [pending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<Problem | null>(null);

  async function generate(wish: Wish): Promise<void> {
    if (busy.current) return;
    if (wish.prompt.trim() === "") {
      setRefusal({ code: "invalid", field: "prompt", message: "Write a prompt first." });
      return;
    }
    busy.current = true;
    setPending(true);
    setRefusal(null);
    const result = await submit(client, wish);
    busy.current = false;
    setPending(false);
    if (result.ok) store.sent(wish.prompt);
    else setRefusal(result.error);
  }

  return { generate, pending, refusal, forgive: () => setRefusal(null) };
}
