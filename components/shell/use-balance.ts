"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { liveQuery } from "@/lib/generations/queries";
import { balanceQuery } from "@/lib/settings/queries";

/** What is left to spend, asked for again whenever something that was under way has ended. */
export function useBalance() {
  const client = useQueryClient();
  const { data: active } = useQuery({ ...liveQuery(), select: (live) => live.active.map(({ id }) => id) });
  const before = useRef(active);
  useEffect(() => {
    const ended = before.current?.some((id) => !active?.includes(id));
    before.current = active;
    if (ended) void client.invalidateQueries(balanceQuery());
  }, [active, client]);
  return useQuery(balanceQuery()).data;
}
