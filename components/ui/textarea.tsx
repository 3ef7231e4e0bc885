"use client";

import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";
import { useField } from "./field";

/** Grows with its text. */
export function Textarea({ className, ...props }: ComponentProps<"textarea">) {
  const field = useField();
  return (
    <textarea
      id={field?.id}
      aria-describedby={field?.describedBy}
      aria-invalid={field?.invalid || undefined}
      className={cn(
        "field-sizing-content max-h-[40dvh] min-h-24 w-full min-w-0 resize-none rounded-control border border-line-strong bg-surface px-3 py-2 placeholder:text-faint aria-invalid:border-bad",
        className,
      )}
      {...props}
    />
  );
}
