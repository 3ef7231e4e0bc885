import type { ReactNode } from "react";
import { cn } from "@/lib/cn";
import type { Model } from "@/lib/models/schema";

/** What should be known of a model before it is chosen: new, ending, not served, in no list. Nothing for most. */
export function ModelMarks({ model, isNew }: { model: Model; isNew: boolean }) {
  return (
    <>
      {isNew && <Mark className="border-accent text-accent">new</Mark>}
      {model.expires && <Mark className="border-warn text-warn">ends on {model.expires.slice(0, 10)}</Mark>}
      {model.endpoints.length === 0 && <Mark className="border-line-strong text-muted">nobody serves it now</Mark>}
      {!model.listed && <Mark className="border-line-strong text-muted">added by id</Mark>}
    </>
  );
}

function Mark({ className, children }: { className: string; children: ReactNode }) {
  return (
    <span className={cn("inline-block whitespace-nowrap rounded-full border px-1.5 text-xs leading-4.5", className)}>
      {children}
    </span>
  );
}
