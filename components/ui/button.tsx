import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";

const VARIANTS = {
  primary: "border-transparent bg-strong font-semibold text-on-strong hover:opacity-90",
  default: "border-line-strong bg-raised hover:bg-well",
  ghost: "border-transparent text-muted hover:bg-well hover:text-text",
  danger: "border-line-strong bg-raised text-bad hover:bg-well",
};

const SIZES = {
  sm: "h-7.5 gap-1.5 rounded-control px-2.5 text-sm touch:h-11",
  md: "h-9 gap-2 rounded-lg px-4 touch:h-11",
};

interface Look {
  variant?: keyof typeof VARIANTS;
  size?: keyof typeof SIZES;
}

/** The look of a button, for links that should have it. */
export function buttonClass({ variant = "default", size = "md" }: Look = {}): string {
  return cn(
    "inline-flex shrink-0 select-none items-center justify-center whitespace-nowrap border transition-colors",
    "disabled:cursor-not-allowed disabled:opacity-55 aria-disabled:cursor-not-allowed aria-disabled:opacity-55",
    VARIANTS[variant],
    SIZES[size],
  );
}

export function Button({ variant, size, className, type = "button", ...props }: ComponentProps<"button"> & Look) {
  return <button type={type} className={cn(buttonClass({ variant, size }), className)} {...props} />;
}
