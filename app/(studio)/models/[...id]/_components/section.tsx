import type { ReactNode } from "react";

export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="grid min-w-0 gap-3 rounded-card border bg-surface p-4 sm:p-5">
      <h2 className="font-semibold text-lg">{title}</h2>
      {children}
    </section>
  );
}
