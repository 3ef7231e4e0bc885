"use client";

import { type ReactNode, useId, useRef, useState } from "react";
import { cn } from "@/lib/cn";

interface Trigger {
  popoverTarget: string;
  "aria-haspopup": "dialog";
  "aria-expanded": boolean;
}

/**
 * A panel that opens at its trigger and closes by Esc, by a press outside, or by `close`: the browser's own popover, which
 * keeps it above everything and gives the focus back. The content exists only while it is open; what should take the
 * focus then is marked `data-autofocus`.
 */
export function Popover({
  label,
  placement = "above",
  trigger,
  children,
  className,
}: {
  label: string;
  placement?: "above" | "below";
  trigger: (props: Trigger) => ReactNode;
  children: (close: () => void) => ReactNode;
  className?: string;
}) {
  const id = useId();
  const panel = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  return (
    <>
      {trigger({ popoverTarget: id, "aria-haspopup": "dialog", "aria-expanded": open })}
      <div
        ref={panel}
        id={id}
        popover="auto"
        role="dialog"
        aria-label={label}
        onBeforeToggle={(event) => {
          if (event.newState === "open") setOpen(true);
        }}
        onToggle={(event) => {
          if (event.newState === "open") {
            panel.current?.querySelector<HTMLElement>("[data-autofocus]")?.focus({ preventScroll: true });
          } else {
            // Not before: the browser gives the focus back only from something that is still there.
            setOpen(false);
          }
        }}
        className={cn(
          "fixed overflow-auto overscroll-contain rounded-panel border border-line-strong bg-raised text-text shadow-float",
          placement === "above" ? "popover-above" : "popover-below",
          className,
        )}
      >
        {open && children(() => panel.current?.hidePopover())}
      </div>
    </>
  );
}
