import type { CSSProperties } from "react";
import { cn } from "@/lib/cn";

/** The place of something that is still loading. */
export function Skeleton({ className, style }: { className?: string; style?: CSSProperties }) {
  return <div aria-hidden="true" style={style} className={cn("animate-pulse rounded-control bg-well", className)} />;
}
