"use client";

import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";

/** Puts a text into the clipboard, and says so. */
export function CopyButton({ text, label, said }: { text: string; label: string; said: string }) {
  return (
    <Button
      size="sm"
      variant="ghost"
      aria-label={label}
      onClick={() =>
        // Browsers have a clipboard only on https and localhost.
        (navigator.clipboard?.writeText(text) ?? Promise.reject()).then(
          () => toast(said),
          () => toast("The browser does not allow copying here: select the text instead."),
        )
      }
    >
      Copy
    </Button>
  );
}
