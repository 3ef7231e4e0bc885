import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

/** The box of a picture in the tray. */
export const REFERENCE_FRAME = "relative size-12 shrink-0 overflow-hidden rounded-lg border bg-well touch:size-16";

/** A small control on a picture: shown on hover and focus, always on a touch screen. */
export function Corner({
  label,
  className,
  onClick,
  children,
}: {
  label: string;
  className: string;
  onClick: () => void;
  children: ReactNode;
}) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={onClick}
      className={cn(
        "absolute grid size-6 place-items-center bg-black/70 text-white opacity-0 focus-visible:opacity-100 group-hover:opacity-100 touch:opacity-100",
        className,
      )}
    >
      {children}
    </button>
  );
}
