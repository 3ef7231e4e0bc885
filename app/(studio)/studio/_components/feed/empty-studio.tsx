"use client";

import { useDraftStore } from "@/components/draft/draft-context";
import { shortName } from "@/lib/models/names";
import { estimate } from "@/lib/models/price";
import type { ModelList } from "@/lib/models/schema";
import { formatEstimate } from "@/lib/money";
import { focusPrompt } from "../use-reuse";

const EXAMPLES = [
  "A lighthouse on a basalt cliff at first light, long exposure, gulls as streaks, muted teal and amber",
  "Product photo of a hand-thrown ceramic mug on raw linen, soft window light, a thin curl of steam",
  "Botanical poster of a single fern, risograph print in two inks, generous paper margin",
];

/** Before the first picture: three prompts to begin with. A press fills the composer and spends nothing. */
export function EmptyStudio({ list }: { list: ModelList }) {
  const store = useDraftStore();
  const model = list.models.find(({ id }) => id === list.defaultModel);
  const price = model && estimate(model, { n: 1 }, 0);
  return (
    <section className="mx-auto grid max-w-[880px] gap-5 py-10 sm:py-20">
      <div className="grid gap-1">
        <h1 className="font-semibold text-2xl tracking-tight">What shall it be?</h1>
        <p className="text-muted">
          Write a prompt below, or start from one of these. A press fills the composer; nothing is spent before you
          press Generate.
        </p>
      </div>
      <ul className="grid gap-2.5 sm:grid-cols-3">
        {EXAMPLES.map((prompt) => (
          <li key={prompt} className="grid">
            <button
              type="button"
              onClick={() => {
                store.set({ prompt });
                focusPrompt();
              }}
              className="flex flex-col justify-between gap-4 rounded-card border bg-surface p-4 text-left hover:border-line-strong"
            >
              <span className="text-pretty">{prompt}</span>
              {model && (
                <span className="font-mono text-muted text-xs">
                  {price ? `about ${formatEstimate(price)}` : "price unknown"} · {shortName(model)}
                </span>
              )}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
