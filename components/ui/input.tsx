"use client";

import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";
import { useField } from "./field";

export function Input({ className, ...props }: ComponentProps<"input">) {
  const field = useField();
  return (
    <input
      id={field?.id}
      aria-describedby={field?.describedBy}
      aria-invalid={field?.invalid || undefined}
      className={cn(
        "h-9 w-full min-w-0 rounded-control border border-line-strong bg-surface px-3 placeholder:text-faint aria-invalid:border-bad touch:h-11",
        className,
      )}
      {...props}
    />
  );
}
