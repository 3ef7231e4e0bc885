"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { fetchJson } from "@/lib/fetch-json";
import { editModel } from "@/lib/generations/edit-model";
import { planEdit } from "@/lib/generations/edit-plan";
import { maskSize } from "@/lib/generations/mask-size";
import type { GenerationDto, ImageDto } from "@/lib/generations/schema";
import { submit } from "@/lib/generations/submit";
import type { Model } from "@/lib/models/schema";
import { maskPng } from "../mask/draw";
import { type History, isPainted, NOTHING } from "../mask/history";
import { useExtraReferences } from "./use-extra-references";
import { useUnsent } from "./use-unsent";

/** What is to become of a picture, and the press of Generate that asks for it. */
export function useEdit({
  image,
  madeBy,
  rootImageId,
  models,
  onAccepted,
}: {
  image: ImageDto;
  /** The generation that brought the picture; undefined: not known yet. */
  madeBy: GenerationDto | undefined;
  rootImageId: string;
  models: Model[];
  /** The ids of what was asked for. */
  onAccepted: (ids: string[]) => void;
}) {
  const client = useQueryClient();
  const [{ instruction, painted, references: further }, change] = useUnsent(rootImageId);
  const extra = useExtraReferences(further, (next) => change((now) => ({ references: next(now.references) })));
  const [chosen, setChosen] = useState<string | null>(null);
  const [count, setCount] = useState(1);
  const [refusal, setRefusal] = useState<string | null>(null);
  const busy = useRef(false);
  const [sending, setSending] = useState(false);

  const history = painted?.imageId === image.id ? painted.history : NOTHING;
  const masked = isPainted(history);
  const model = models.find(({ id }) => id === chosen) ?? editModel(models, madeBy?.model ?? "");
  const size = { width: image.width ?? 1, height: image.height ?? 1 };
  const references = 1 + extra.references.length + (masked ? 1 : 0);
  const made = madeBy?.settings ?? {};
  const plan = model && planEdit({ model, made, size, references, masked, count });

  async function uploadMask(): Promise<string | null> {
    if (!masked) return null;
    const body = await maskPng(history.done, maskSize(size));
    return (await fetchJson<{ id: string }>(`/api/masks?imageId=${image.id}`, { method: "POST", body })).id;
  }

  async function send(): Promise<string | null> {
    if (!plan) return null;
    const maskId = await uploadMask();
    const edit = { imageId: image.id, rootImageId, maskId };
    const result = await submit(client, {
      prompt: instruction,
      references: extra.references,
      edit,
      parts: plan.parts,
    });
    if (!result.ok) return result.error.message;
    // What was written since is not lost.
    change((now) => ({
      instruction: now.instruction === instruction ? "" : now.instruction,
      painted: now.painted === painted ? null : now.painted,
    }));
    onAccepted(result.data.generations.map(({ id }) => id));
    return null;
  }

  /** Once at a time; what was written and painted goes only when the server has it. */
  async function generate(): Promise<void> {
    if (busy.current || extra.uploading || !plan || plan.problems.length > 0) return;
    if (instruction.trim() === "") return setRefusal("Say first what is to change.");
    busy.current = true;
    setSending(true);
    setRefusal(null);
    const refused = await send().catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
    busy.current = false;
    setSending(false);
    setRefusal(refused);
  }

  return {
    instruction,
    setInstruction(text: string) {
      change(() => ({ instruction: text }));
      setRefusal(null);
    },
    model,
    setModel: setChosen,
    count,
    setCount,
    extra,
    history,
    masked,
    setHistory: (next: History) => change(() => ({ painted: { imageId: image.id, history: next } })),
    plan,
    /** Why it was not sent; null: nothing speaks against it so far. */
    refusal,
    busy: extra.uploading ? "Uploading…" : sending ? "Sending…" : null,
    generate,
  };
}

export type EditState = ReturnType<typeof useEdit>;
