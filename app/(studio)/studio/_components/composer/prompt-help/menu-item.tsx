import type { ReactNode } from "react";

/** One line of the prompt's menu: what it does, and below it what it costs or why it cannot be done now. */
export function MenuItem({
  icon,
  title,
  note,
  unavailable = false,
  onPress,
}: {
  icon: ReactNode;
  title: string;
  note: string;
  unavailable?: boolean;
  onPress: () => void;
}) {
  return (
    <button
      type="button"
      aria-disabled={unavailable || undefined}
      onClick={() => !unavailable && onPress()}
      className="flex min-h-11 w-full items-center gap-3 rounded-control px-2.5 py-1.5 text-left hover:bg-well aria-disabled:cursor-default aria-disabled:hover:bg-transparent"
    >
      <span className="grid size-7 shrink-0 place-items-center text-muted">{icon}</span>
      <span className="grid min-w-0">
        <span className={unavailable ? "text-faint" : undefined}>{title}</span>
        <span className="text-pretty text-muted text-sm">{note}</span>
      </span>
    </button>
  );
}
