import type { ReactNode } from "react";

/** The name of a key; hidden where there is no keyboard. */
export function Kbd({ children }: { children: ReactNode }) {
  return <kbd className="font-mono text-faint text-xs touch:hidden">{children}</kbd>;
}
