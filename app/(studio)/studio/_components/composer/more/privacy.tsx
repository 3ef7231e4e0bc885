"use client";

import { supports } from "@/lib/models/capabilities";
import { namesOf } from "../../describe";
import type { MoreProps } from "../more-settings";
import { onlyFor } from "./section";
import { Toggle } from "./values";

/** What providers may do with what they get. Chat completions can be told; the Image API cannot. */
export function Privacy({ models, wanted, onChange }: MoreProps) {
  const takers = models.filter((model) => supports(model, "zdr"));
  if (takers.length === 0) {
    return (
      <p className="text-muted text-sm">
        {namesOf(models)} can be asked through the Image API alone, which has no such wish: your account's privacy
        settings at OpenRouter apply, and it is not guaranteed that every provider follows them.
      </p>
    );
  }
  const only = onlyFor(takers, models);
  return (
    <>
      <Toggle
        label="Only providers that do not keep what they get"
        hint={only || undefined}
        checked={wanted.dataCollection === "deny"}
        onChange={(on) => onChange({ dataCollection: on ? "deny" : undefined })}
      />
      <Toggle
        label="Only endpoints with zero data retention"
        hint={only || undefined}
        checked={wanted.zdr === true}
        onChange={(on) => onChange({ zdr: on || undefined })}
      />
      <p className="text-muted text-sm">
        Either one sends the request through chat, where it holds. Through the Image API it cannot be asked for and is
        not guaranteed.
      </p>
    </>
  );
}
