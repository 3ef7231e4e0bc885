"use client";

import { useLayoutEffect, useRef } from "react";

/** Makes a dialog modal for as long as it is mounted, and keeps the page below where it is. */
export function useModal() {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const element = dialog.current;
    const { style } = document.documentElement;
    if (element) {
      // Not `close()`: that would tell the listeners.
      element.open = false;
      element.showModal();
      element.focus();
    }
    // The gutter stays, or the page below would be laid out anew and lose its place.
    if (window.innerWidth > document.documentElement.clientWidth) style.scrollbarGutter = "stable";
    style.overflow = "hidden";
    return () => {
      style.overflow = "";
      style.scrollbarGutter = "";
      element?.close();
    };
  }, []);
  return { dialog, isClosed: () => !dialog.current?.open };
}
