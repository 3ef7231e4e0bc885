"use client";

import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast";
import { removeKey } from "@/lib/settings/actions";
import { useKeyChanged } from "./use-key-changed";

export function RemoveButton({ last4 }: { last4: string }) {
  const [asking, setAsking] = useState(false);
  const [pending, start] = useTransition();
  const keyChanged = useKeyChanged();
  const remove = () =>
    start(async () => {
      const result = await removeKey({});
      setAsking(false);
      toast(result.ok ? "The key is removed." : result.error.message);
      if (result.ok) keyChanged();
    });
  return (
    <>
      <Button size="sm" variant="danger" onClick={() => setAsking(true)}>
        Remove
      </Button>
      <Dialog open={asking} onClose={() => setAsking(false)} title="Remove your key?">
        <div className="grid gap-3 text-muted">
          <p>
            What is queued for <span className="font-mono">…{last4}</span> is paused: it is never sent with another key
            unless you say so. What is running goes on and is kept.
          </p>
          <p>
            The key itself lives on at OpenRouter. Delete it there to make it worthless:{" "}
            <a
              href="https://openrouter.ai/settings/keys"
              target="_blank"
              rel="noreferrer"
              className="text-accent underline underline-offset-2"
            >
              openrouter.ai/settings/keys
            </a>
          </p>
        </div>
        <div className="mt-5 flex justify-end gap-2">
          <Button onClick={() => setAsking(false)}>Keep it</Button>
          <Button variant="danger" disabled={pending} onClick={remove}>
            Remove the key
          </Button>
        </div>
      </Dialog>
    </>
  );
}
