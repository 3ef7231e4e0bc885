"use client";

import { useQueryClient } from "@tanstack/react-query";
import { toast } from "@/components/ui/toast";
import type { Result } from "@/lib/errors";
import { cancelGeneration, dismissGeneration, fetchPaidResult, resumeGeneration } from "@/lib/generations/actions";
import { unanswered } from "@/lib/generations/outdated";
import { hideGenerations, showGenerations } from "@/lib/generations/queries";
import type { GenerationDto, ImageDto } from "@/lib/generations/schema";
import { submit, takeBack } from "@/lib/generations/submit";
import { useImageActions } from "./use-image-actions";

/** What can be done with one generation. Each shows its effect at once and takes it back when the server refuses. */
export function useGenerationActions(generation: GenerationDto) {
  const client = useQueryClient();
  const inGallery = useImageActions();
  const show = (next: GenerationDto) => showGenerations(client, [next]);

  async function ask<T>(request: Promise<Result<T>>): Promise<T | null> {
    const result = await request.catch(unanswered(client));
    if (result?.ok) return result.data;
    show(generation);
    toast(result?.error.message ?? "The server could not be reached. Nothing was changed.");
    return null;
  }

  return {
    async cancel() {
      if (generation.unsent) return takeBack(client, generation.setId);
      show({ ...generation, cancelRequested: true });
      const next = await ask(cancelGeneration({ id: generation.id }));
      if (next) show(next);
    },
    async resume() {
      const next = await ask(resumeGeneration({ id: generation.id }));
      if (next) show(next);
    },
    /** True: it is under way. */
    async fetchPaid() {
      const next = await ask(fetchPaidResult({ id: generation.id }));
      if (next) show(next);
      return next !== null;
    },
    async dismiss() {
      hideGenerations(client, ({ id }) => id === generation.id);
      await ask(dismissGeneration({ id: generation.id }));
    },
    async favorite(image: ImageDto) {
      const favorite = !image.favorite;
      const images = generation.images.map((one) => (one.id === image.id ? { ...one, favorite } : one));
      show({ ...generation, images });
      if (!(await inGallery.favorite([image.id], favorite))) show(generation);
    },
    /** A new generation with the same recipe, in this one's place. Pays again. True: it was accepted. */
    async again() {
      const { id, model, settings, estimate } = generation;
      const parts = [{ model: { id: model }, settings, estimate }];
      const result = await submit(client, { ...generation, retryOf: id, parts });
      if (!result.ok) toast(result.error.message);
      return result.ok;
    },
  };
}
