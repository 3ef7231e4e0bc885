"use client";

import { type ReactNode, useId } from "react";
import { Popover } from "@/components/ui/popover";
import { cn } from "@/lib/cn";

export const CONTROL_LOOK =
  "inline-flex h-8.5 shrink-0 cursor-pointer items-center gap-2 whitespace-nowrap rounded-lg border bg-surface px-2.5 text-sm hover:border-line-strong touch:h-11";

/** One control of the composer: a button that shows the choice and opens the panel where it is made. */
export function Control({
  label,
  reason,
  face,
  panelClassName,
  children,
}: {
  label: string;
  /** Why it cannot be used now; it is then dimmed, not gone. */
  reason?: string | null;
  face: ReactNode;
  panelClassName?: string;
  children: (close: () => void) => ReactNode;
}) {
  if (reason) return <Dimmed label={label} reason={reason} face={face} />;
  return (
    <Popover
      label={label}
      className={panelClassName}
      trigger={(props) => (
        <button type="button" title={label} className={CONTROL_LOOK} {...props}>
          <span className="sr-only">{label}: </span>
          {face}
        </button>
      )}
    >
      {children}
    </Popover>
  );
}

/** A control that cannot be used now: it stays in its place and says why on hover and focus. */
export function Dimmed({ label, reason, face }: { label: string; reason: string; face: ReactNode }) {
  const reasonId = useId();
  return (
    <span className="group relative">
      <button
        type="button"
        aria-disabled="true"
        aria-label={label}
        aria-describedby={reasonId}
        className={cn(CONTROL_LOOK, "cursor-default border-dashed bg-transparent text-faint")}
      >
        {face}
      </button>
      <span
        role="tooltip"
        id={reasonId}
        className="pointer-events-none absolute bottom-full left-0 z-10 mb-2 hidden w-max max-w-60 rounded-control bg-strong px-2.5 py-1.5 text-on-strong text-sm group-focus-within:block group-hover:block"
      >
        {reason}
      </span>
    </span>
  );
}
