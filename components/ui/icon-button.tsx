import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";

/** A square button that shows only an icon; its label is read out and shown on hover. */
export function IconButton({
  label,
  className,
  type = "button",
  ...props
}: Omit<ComponentProps<"button">, "aria-label"> & { label: string }) {
  return (
    <button
      type={type}
      aria-label={label}
      title={label}
      className={cn(
        "inline-grid size-7.5 shrink-0 place-items-center rounded-control text-muted transition-colors hover:bg-well hover:text-text touch:size-11",
        "disabled:cursor-not-allowed disabled:opacity-55",
        className,
      )}
      {...props}
    />
  );
}
