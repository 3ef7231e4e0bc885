"use client";

import { useEffect, useRef } from "react";
import { Icon } from "@/components/ui/icon";
import { IconButton } from "@/components/ui/icon-button";
import { Skeleton } from "@/components/ui/skeleton";
import type { ImageDto } from "@/lib/generations/schema";
import type { Version } from "@/lib/generations/thread";
import type { Model } from "@/lib/models/schema";
import { focusInstruction } from "./edit-form";
import { VersionRow } from "./version-row";

/** The line of edits as it grew. Any version can be gone to, and be gone on from. */
export function Thread({
  versions,
  models,
  error,
  shown,
  onGo,
  onReuse,
  onClose,
}: {
  versions: Version[];
  models: Model[];
  error: Error | null;
  /** The picture that is shown. */
  shown: string;
  onGo: (image: ImageDto) => void;
  /** Puts an instruction into the form again. */
  onReuse: (instruction: string) => void;
  onClose: () => void;
}) {
  const list = useRef<HTMLDivElement>(null);
  // What is new comes into sight, and so does what was gone to.
  // biome-ignore lint/correctness/useExhaustiveDependencies: at each of them
  useEffect(() => {
    list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [versions.length]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: at each of them
  useEffect(() => {
    list.current?.querySelector("[data-shown]")?.scrollIntoView({ block: "nearest" });
  }, [shown]);
  return (
    <>
      <header className="flex items-center gap-2 border-b py-2 pr-2 pl-4.5">
        <h2 className="font-semibold">Edit</h2>
        <p className="min-w-0 flex-1 truncate text-muted text-sm">
          {versions.length > 1 && `${versions.length} versions`}
        </p>
        <IconButton label="Done editing (Esc)" onClick={onClose}>
          <Icon name="close" />
        </IconButton>
      </header>
      <section
        ref={list}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so it must be reachable by keyboard
        tabIndex={0}
        aria-label="Versions"
        className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-3 py-3 -outline-offset-2"
      >
        {error && (
          <p role="alert" className="p-2 text-muted">
            The versions could not be loaded. {error.message}
          </p>
        )}
        {versions.length === 0 && !error && <Skeleton className="h-16" />}
        <ol className="grid gap-1">
          {versions.map((version, at) => (
            <VersionRow
              key={version.generation.id + String(version.parent === null)}
              version={version}
              model={models.find(({ id }) => id === version.generation.model)}
              branches={version.parent !== null && version.parent !== versions[at - 1]?.number}
              shown={shown}
              onGo={onGo}
              onEditFrom={(image) => {
                onGo(image);
                focusInstruction();
              }}
              onReuse={() => {
                onReuse(version.generation.prompt);
                focusInstruction();
              }}
            />
          ))}
        </ol>
        {versions.length === 1 && (
          <p className="px-1.5 pt-3 text-pretty text-muted text-sm">
            Say below what is to change. Every version stays here, and any of them can be gone on from.
          </p>
        )}
      </section>
    </>
  );
}
