"use client";

import { useQuery } from "@tanstack/react-query";
import { Icon } from "@/components/ui/icon";
import { PROMPT_MAX } from "@/lib/generations/limits";
import { referenceName } from "@/lib/generations/reference-name";
import type { ReferenceDto } from "@/lib/generations/schema";
import { formatUsd } from "@/lib/money";
import { atMost } from "@/lib/prompts/estimate";
import { helpQuery } from "@/lib/prompts/queries";
import type { HelpKind } from "@/lib/prompts/schema";
import { MenuItem } from "./menu-item";
import type { Asked } from "./use-help";

/** What can be done for the prompt: a text model polishes it or puts a picture into words, and templates fill it. */
export function HelpMenu({
  prompt,
  references,
  onAsk,
  onTemplates,
}: {
  prompt: string;
  references: ReferenceDto[];
  onAsk: (asked: Asked) => void;
  onTemplates: () => void;
}) {
  const { data: offer } = useQuery(helpQuery());
  const priceOf = (kind: HelpKind) => {
    if (!offer) return "A text model does it, on the same key.";
    const most = atMost(offer, kind, kind === "polish" ? prompt.length : 0);
    return `${offer.model} · ${most === null ? "price not known" : `at most ≈ ${formatUsd(most)}`}`;
  };
  const unfit = prompt.trim() === "" ? "Write a prompt first." : prompt.length > PROMPT_MAX ? "It is too long." : null;
  const blind = offer && !offer.describes ? `${offer.model} reads no pictures.` : null;
  return (
    <div className="grid p-1.5">
      <MenuItem
        icon={<Icon name="spark" />}
        title="Polish the prompt"
        note={unfit ?? priceOf("polish")}
        unavailable={unfit !== null}
        onPress={() => onAsk({ kind: "polish", prompt })}
      />
      {references.length === 0 && (
        <MenuItem
          icon={<Icon name="image" />}
          title="Describe a picture"
          note="Add a reference image first, or open a picture of the gallery."
          unavailable
          onPress={() => {}}
        />
      )}
      {references.map(({ id }, at) => {
        const name = referenceName(at + 1);
        const src = `/api/references/${id}/thumb`;
        return (
          <MenuItem
            key={id}
            // biome-ignore lint/performance/noImgElement: already a thumbnail, from a route that checks its owner
            icon={<img src={src} alt="" className="size-7 rounded-[5px] object-cover" />}
            title={`Describe ${name}`}
            note={blind ?? priceOf("describe")}
            unavailable={blind !== null}
            onPress={() => onAsk({ kind: "describe", picture: { referenceId: id }, name, src })}
          />
        );
      })}
      <hr className="my-1.5" />
      <MenuItem
        icon={<span className="font-mono">/</span>}
        title="Templates"
        note="Texts you use often. Or type / in the prompt."
        onPress={onTemplates}
      />
    </div>
  );
}
