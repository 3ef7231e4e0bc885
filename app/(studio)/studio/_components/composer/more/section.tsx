"use client";

import type { ReactNode } from "react";
import { Icon } from "@/components/ui/icon";
import type { Model } from "@/lib/models/schema";
import { namesOf } from "../../describe";

/** One group of settings; closed until it is needed, but for the first. */
export function Section({ title, open, children }: { title: string; open?: boolean; children: ReactNode }) {
  return (
    <details
      open={open}
      // Opened at the foot of the panel, it would unfold out of sight.
      onToggle={({ currentTarget }) => {
        if (currentTarget.open) currentTarget.scrollIntoView({ block: "nearest" });
      }}
      className="group/section border-b last:border-b-0"
    >
      <summary className="flex min-h-11 cursor-pointer list-none items-center justify-between gap-2 px-4 font-medium hover:bg-well [&::-webkit-details-marker]:hidden">
        {title}
        <span className="text-faint transition-transform group-open/section:rotate-180">
          <Icon name="chevron" />
        </span>
      </summary>
      <div className="grid gap-4 px-4 pt-1 pb-4">{children}</div>
    </details>
  );
}

/** Several controls under one name, for screen readers too. */
export function Group({ label, hint, children }: { label: string; hint?: ReactNode; children: ReactNode }) {
  return (
    <fieldset className="grid min-w-0 gap-1.5">
      <legend className="mb-1.5 font-medium">{label}</legend>
      {children}
      {hint && <p className="text-muted text-sm">{hint}</p>}
    </fieldset>
  );
}

/** Which of the chosen models take it, where not all do. */
export function onlyFor(takers: Model[], models: Model[]): string {
  return takers.length < models.length ? `Only ${namesOf(takers)}. ` : "";
}
