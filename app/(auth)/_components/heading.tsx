import type { ReactNode } from "react";

export function Heading({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="grid gap-1.5">
      <h1 className="font-semibold text-xl tracking-tight">{title}</h1>
      <p className="text-pretty text-muted">{children}</p>
    </div>
  );
}
