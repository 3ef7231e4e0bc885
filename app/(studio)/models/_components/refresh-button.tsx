"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import { refreshModels } from "@/lib/models/actions";

export function RefreshButton() {
  const router = useRouter();
  const [pending, start] = useTransition();
  const refresh = () =>
    start(async () => {
      const result = await refreshModels({});
      toast(result.ok ? "The list of models is up to date." : result.error.message);
      router.refresh();
    });
  return (
    <Button size="sm" disabled={pending} onClick={refresh}>
      {pending ? "Refreshing …" : "Refresh"}
    </Button>
  );
}
