"use client";

import { useQuery } from "@tanstack/react-query";
import { BalanceDetails } from "@/components/shell/balance-details";
import { Skeleton } from "@/components/ui/skeleton";
import { balanceQuery } from "@/lib/settings/queries";

/** What is left on the key that pays. OpenRouter is asked for it after the page is there. */
export function KeyBalance() {
  const { data, error } = useQuery(balanceQuery());
  if (data) return <BalanceDetails balance={data} />;
  return error ? <p className="text-warn">{error.message}</p> : <Skeleton className="h-16 max-w-xs" />;
}
