import { cn } from "@/lib/cn";
import { initials, makerOf } from "@/lib/models/names";
import type { Model } from "@/lib/models/schema";

/** Grounds on which white letters reach 4.5 : 1. */
const GROUNDS = [
  "bg-[#2f6fc4]",
  "bg-[#555]",
  "bg-[#2b7a52]",
  "bg-[#a34a12]",
  "bg-[#7c4bb8]",
  "bg-[#a83a63]",
  "bg-[#0f7285]",
];

/** A maker keeps its colour wherever it appears. */
function groundOf(maker: string): string | undefined {
  const sum = Array.from(maker).reduce((total, letter) => total * 31 + letter.charCodeAt(0), 0);
  return GROUNDS[sum % GROUNDS.length];
}

/** A model's initial on its maker's colour; decorative, the name stands beside it. */
export function ModelAvatar({ model, className }: { model: Model; className?: string }) {
  return (
    <span
      aria-hidden="true"
      className={cn(
        "grid size-4.5 shrink-0 place-items-center rounded-[5px] font-semibold text-[9px] text-white leading-none",
        groundOf(makerOf(model)),
        className,
      )}
    >
      {initials(model)}
    </span>
  );
}
