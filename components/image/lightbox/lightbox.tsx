"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Toasts } from "@/components/ui/toast";
import { cn } from "@/lib/cn";
import { RequestError } from "@/lib/fetch-json";
import { modelsQuery } from "@/lib/models/queries";
import { EditMode } from "../edit/edit-mode";
import { Inspector } from "./inspector";
import { Stage } from "./stage";
import { StageControls } from "./stage-controls";
import { useLightbox } from "./use-lightbox";
import { useModal } from "./use-modal";

/** One picture, as large as the window, with its recipe beside it: a modal dialog over the page below. */
export function Lightbox({ id }: { id: string }) {
  const box = useLightbox(id);
  const models = useQuery(modelsQuery()).data?.models;
  const [inspecting, setInspecting] = useState(true);
  /** The first picture of the line that is edited; null: none is. */
  const [editing, setEditing] = useState<string | null>(null);
  const [zoomedId, setZoomedId] = useState<string | null>(null);
  const zoomed = zoomedId === id;
  const setZoomed = (on: boolean) => setZoomedId(on ? id : null);
  const { dialog, isClosed } = useModal();
  const { image, detail, error } = box;

  const edit =
    detail && image && image.width !== null && !image.trashedAt
      ? () => {
          setZoomed(false);
          setEditing(detail.generation.edit?.rootImageId ?? id);
        }
      : null;

  /** What a key does here; undefined: nothing, it is the browser's. */
  const actOf = (key: string): (() => void) | undefined => {
    switch (key.length === 1 ? key.toLowerCase() : key) {
      case "Escape":
        return zoomed ? () => setZoomed(false) : box.close;
      case "e":
        return edit ?? undefined;
      case "f":
        return box.favorite;
      case "i":
        return () => setInspecting(!inspecting);
      case "z":
        return () => setZoomed(!zoomed);
      case "Delete":
        return image?.trashedAt === null ? box.trash : undefined;
      // At 100 % the arrows move the picture, as in any box that scrolls.
      case "ArrowLeft":
        return zoomed ? undefined : () => box.go(box.previous);
      case "ArrowRight":
        return zoomed ? undefined : () => box.go(box.next);
    }
  };

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    // Editing has keys of its own, and so has a dialog above this one.
    if (editing || dialog.current?.querySelector("dialog[open]")) return;
    const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : actOf(event.key);
    if (!act) return;
    event.preventDefault();
    act();
  });
  // Not on the dialog: when a button that has the focus goes away, nothing in it has.
  useEffect(() => {
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);

  const stage = image && (
    <Stage key={id} image={image} alt={detail?.generation.prompt ?? ""} zoomed={zoomed} onZoom={setZoomed} />
  );
  return (
    <dialog
      // Open from the start, so that the picture is there before any script is.
      open
      ref={dialog}
      tabIndex={-1}
      aria-label="Picture"
      onClose={() => isClosed() && box.close()}
      className={cn(
        "fixed inset-0 z-40 m-0 grid size-full max-h-none max-w-none overflow-hidden border-0 bg-well p-0 text-text outline-none",
        inspecting || editing
          ? "grid-rows-[45dvh_minmax(0,1fr)] sm:grid-cols-[minmax(0,1fr)_22.5rem] sm:grid-rows-1"
          : "grid-rows-1",
      )}
    >
      <h1 className="sr-only">Picture</h1>
      {editing && image && models ? (
        <EditMode
          image={image}
          rootImageId={editing}
          models={models}
          stage={stage}
          onGo={box.go}
          onClose={() => {
            setEditing(null);
            dialog.current?.focus();
          }}
        />
      ) : (
        <>
          <div className="relative min-h-0 min-w-0">
            {stage}
            {error && !detail && <LoadError error={error} onRetry={box.refetch} />}
            <StageControls
              previous={box.previous}
              next={box.next}
              inspecting={inspecting}
              onGo={box.go}
              onInspect={setInspecting}
              onClose={box.close}
            />
          </div>
          {inspecting && <Inspector box={box} models={models} onGo={box.go} onEdit={edit} />}
        </>
      )}
      {/* The page's own toasts lie below a modal dialog, out of reach. */}
      <Toasts />
    </dialog>
  );
}

function LoadError({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const missing = error instanceof RequestError && error.status === 404;
  return (
    <div role="alert" className="absolute inset-0 grid place-content-center justify-items-center gap-3 p-6 text-center">
      <p className="text-muted">
        {missing ? "There is no such picture." : `The picture could not be loaded. ${error.message}`}
      </p>
      {!missing && <Button onClick={onRetry}>Try again</Button>}
    </div>
  );
}
