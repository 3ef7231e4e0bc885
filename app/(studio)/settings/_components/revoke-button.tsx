"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import { revokeSession } from "@/lib/auth/actions";

/** Signs one browser out; its line goes from the list. `id` as the list gives it. */
export function RevokeButton({ id, browser }: { id: string; browser: string }) {
  const router = useRouter();
  const [pending, start] = useTransition();
  const revoke = () =>
    start(async () => {
      const result = await revokeSession({ id });
      toast(result.ok ? `${browser} is signed out.` : result.error.message);
      router.refresh();
    });
  return (
    <Button size="sm" disabled={pending} onClick={revoke} aria-label={`Sign out ${browser}`}>
      Sign out
    </Button>
  );
}
