"use client";

import { type ReactNode, useEffect, useId, useRef } from "react";

/** A modal question or panel: the browser's own `<dialog>`, which traps the focus and gives it back. */
export function Dialog({
  open,
  onClose,
  title,
  children,
}: {
  open: boolean;
  onClose: () => void;
  title: string;
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
      className="m-auto w-[min(28rem,calc(100vw-2rem))] rounded-panel border border-line-strong bg-raised p-5 text-text shadow-float backdrop:bg-black/50"
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
