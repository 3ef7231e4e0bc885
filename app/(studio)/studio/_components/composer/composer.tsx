"use client";

import { useEffect, useId, useMemo, useRef } from "react";
import type { Wanted } from "@/components/draft/draft";
import { useDraft, useDraftStore } from "@/components/draft/draft-context";
import { cn } from "@/lib/cn";
import type { ModelList } from "@/lib/models/schema";
import { chosenModels, wishOf } from "../wish";
import { AddReference } from "./add-reference";
import { CountPicker } from "./count-picker";
import { DroppedLine } from "./dropped-line";
import { GenerateButton } from "./generate-button";
import { ModelPicker } from "./model-picker";
import { MoreSettings } from "./more-settings";
import { PromptField } from "./prompt-field";
import { RatioPicker } from "./ratio-picker";
import { ReferenceTray } from "./reference-tray";
import { SettingPicker } from "./setting-picker";
import { Summary } from "./summary";
import { useCompact } from "./use-compact";
import { useDroppedFiles } from "./use-dropped-files";
import { useGenerate } from "./use-generate";
import { useUploads } from "./use-uploads";

/** Floats over the foot of the page: what is asked for, of whom, and what it will cost. */
export function Composer({ list }: { list: ModelList }) {
  const root = useRef<HTMLElement>(null);
  const problemsId = useId();
  const draft = useDraft();
  const store = useDraftStore();
  const { generate, pending, refusal, forgive } = useGenerate();
  const { uploads, add, dismiss } = useUploads();
  const [compact, setCompact] = useCompact(root);
  const dropping = useDroppedFiles(add);

  const chosen = useMemo(() => chosenModels(draft, list.models, list.defaultModel), [draft, list]);
  const wish = useMemo(() => wishOf(draft, chosen), [draft, chosen]);
  const busy = uploads.some((upload) => !upload.error) ? "Uploading…" : pending ? "Sending…" : null;
  const want = (change: Partial<Wanted>) => store.set({ wanted: { ...draft.wanted, ...change } });

  // A refusal about the prompt, the one field that is typed, takes the person back to it.
  useEffect(() => {
    if (refusal?.field === "prompt") root.current?.querySelector("textarea")?.focus();
  }, [refusal]);

  function press() {
    setCompact(false);
    if (wish.problems.length === 0 && !busy) void generate(wish);
  }

  return (
    <section
      ref={root}
      aria-label="Composer"
      onFocus={() => setCompact(false)}
      onPointerDown={() => setCompact(false)}
      className={cn(
        "fixed inset-x-2 bottom-2 z-20 mx-auto grid max-w-[880px] grid-cols-[minmax(0,1fr)] rounded-panel border bg-raised shadow-float sm:bottom-5",
        dropping ? "border-accent" : "border-line-strong",
        compact ? "p-2" : "gap-2 p-2.5 sm:p-3",
      )}
    >
      {!compact && (
        <>
          {dropping ? (
            <p className="px-1 font-mono text-accent text-xs">Drop the pictures to use them as references</p>
          ) : (
            <Summary wish={wish} count={draft.count} />
          )}
          <ReferenceTray
            references={draft.references}
            uploads={uploads}
            onChange={(references) => store.set({ references })}
            onDismiss={dismiss}
          />
        </>
      )}
      <div className={cn(compact && "flex items-center gap-2 pl-1")}>
        <PromptField
          value={draft.prompt}
          onChange={(prompt) => {
            store.set({ prompt });
            if (refusal) forgive();
          }}
          onSubmit={press}
          invalid={refusal?.field === "prompt" || wish.problems.some(({ field }) => field === "prompt")}
          describedBy={problemsId}
          oneLine={compact}
        />
        {compact && <GenerateButton busy={busy} total={wish.total} onPress={press} />}
      </div>
      <div id={problemsId} role="alert" className="grid gap-1 px-1 text-sm empty:hidden">
        {refusal && <p className="text-bad">{refusal.message}</p>}
        {wish.problems.map(({ message }) => (
          <p key={message} className="text-warn">
            {message}
          </p>
        ))}
      </div>
      {!compact && (
        <>
          <DroppedLine dropped={wish.dropped} />
          <div className="flex flex-wrap items-center gap-1.5">
            <AddReference models={chosen} count={draft.references.length} onFiles={add} />
            <ModelPicker
              models={list.models}
              newModels={list.newModels}
              chosen={chosen}
              onChange={(models) => store.set({ models })}
            />
            <RatioPicker
              models={chosen}
              wanted={draft.wanted}
              onChoose={(ratio) => want({ aspectRatio: ratio ?? undefined, size: undefined })}
            />
            <SettingPicker
              label="Resolution"
              parameter="resolution"
              models={chosen}
              value={draft.wanted.resolution}
              onChoose={(resolution) => want({ resolution: resolution ?? undefined, size: undefined })}
            />
            <CountPicker count={draft.count} onChoose={(count) => store.set({ count })} />
            <MoreSettings models={chosen} wanted={draft.wanted} onChange={want} />
            <GenerateButton busy={busy} total={wish.total} onPress={press} />
          </div>
        </>
      )}
    </section>
  );
}
