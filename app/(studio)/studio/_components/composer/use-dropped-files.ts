"use client";

import { useEffect, useEffectEvent, useState } from "react";

/** Files dropped anywhere on the page, or pasted; true while some are held over it. */
export function useDroppedFiles(onFiles: (files: File[]) => void): boolean {
  const [over, setOver] = useState(false);
  const give = useEffectEvent((list: FileList | undefined) => {
    if (list && list.length > 0) onFiles([...list]);
  });
  useEffect(() => {
    const listening = new AbortController();
    const on = <K extends keyof WindowEventMap>(type: K, listener: (event: WindowEventMap[K]) => void) =>
      window.addEventListener(type, listener, { signal: listening.signal });
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
    on("dragover", (event) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(true);
    });
    on("dragleave", (event) => {
      // Without a related target the pointer has left the window, not only one element of the page.
      if (event.relatedTarget === null) setOver(false);
    });
    on("drop", (event) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(false);
      give(event.dataTransfer?.files);
    });
    on("paste", (event) => {
      // Office programs put a picture of the text beside the text: then the text is meant.
      if (!event.clipboardData?.files.length || event.clipboardData.types.includes("text/plain")) return;
      event.preventDefault();
      give(event.clipboardData.files);
    });
    return () => listening.abort();
  }, []);
  return over;
}
