"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { sendUnanswered } from "@/lib/generations/submit";
import { useDraftStore } from "./draft-context";

/** Sends what was pressed before a reload and has no answer; its words then leave the composer. */
export function UnansweredPresses({ userId }: { userId: string }) {
  const client = useQueryClient();
  const store = useDraftStore();
  useEffect(() => sendUnanswered(client, userId, (prompt) => store.sent(prompt)), [client, userId, store]);
  return null;
}
