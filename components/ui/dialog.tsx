"use client";

import { type ReactNode, useEffect, useId, useRef } from "react";
import { cn } from "@/lib/cn";

const WIDTHS = {
  narrow: "w-[min(28rem,calc(100vw-2rem))]",
  medium: "w-[min(38rem,calc(100vw-1rem))]",
  wide: "w-[min(62rem,calc(100vw-1rem))]",
};

/** A modal question or panel: the browser's own `<dialog>`, which traps the focus and gives it back. */
export function Dialog({
  open,
  onClose,
  title,
  width = "narrow",
  children,
}: {
  open: boolean;
  onClose: () => void;
  title: string;
  /** narrow: a question; medium: something to work on; wide: something to read. */
  width?: keyof typeof WIDTHS;
  children: ReactNode;
}) {
  const titleId = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);
  return (
    <dialog
      ref={dialog}
      closedby="any"
      aria-labelledby={titleId}
      onClose={onClose}
      className={cn(
        "m-auto rounded-panel border border-line-strong bg-raised p-5 text-text shadow-float backdrop:bg-black/50",
        WIDTHS[width],
      )}
    >
      {open && (
        <>
          <h2 id={titleId} className="mb-2 font-semibold text-lg">
            {title}
          </h2>
          {children}
        </>
      )}
    </dialog>
  );
}
