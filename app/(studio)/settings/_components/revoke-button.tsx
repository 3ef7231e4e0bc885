"use client";

import { useRouter } from "next/navigation";
import { type MouseEvent, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import { revokeSession } from "@/lib/auth/actions";

/** Signs one browser out; its line goes from the list. `id` as the list gives it. */
export function RevokeButton({ id, browser }: { id: string; browser: string }) {
  const router = useRouter();
  const [pending, start] = useTransition();
  const revoke = ({ currentTarget }: MouseEvent) =>
    start(async () => {
      const result = await revokeSession({ id });
      toast(result.ok ? `${browser} is signed out.` : result.error.message);
      // The button goes with its line: the list takes the focus over.
      currentTarget.closest("ul")?.focus();
      router.refresh();
    });
  return (
    <Button size="sm" disabled={pending} onClick={revoke} aria-label={`Sign out ${browser}`}>
      Sign out
    </Button>
  );
}
