"use client";

import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";
import { useField } from "./field";

/** The browser's own list of choices. */
export function Select({ className, ...props }: ComponentProps<"select">) {
  const field = useField();
  return (
    <select
      id={field?.id}
      aria-describedby={field?.describedBy}
      aria-invalid={field?.invalid || undefined}
      className={cn(
        "h-9 min-w-0 rounded-control border border-line-strong bg-surface px-2 aria-invalid:border-bad touch:h-11",
        className,
      )}
      {...props}
    />
  );
}
