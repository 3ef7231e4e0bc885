import type { ReactNode } from "react";

/** A titled list of facts. */
export function Facts({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h2 className="mb-2 font-semibold text-muted text-xs">{title}</h2>
      <dl className="grid grid-cols-[6.5rem_minmax(0,1fr)] items-baseline gap-x-3 gap-y-1.5">{children}</dl>
    </section>
  );
}

/** One of them; nothing at all where there is no value. */
export function Fact({ name, mono = false, children }: { name: string; mono?: boolean; children: ReactNode }) {
  const [value] = Array.isArray(children) ? children : [children];
  if (value === null || value === undefined || value === false) return null;
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className={mono ? "break-words font-mono text-xs leading-5" : "break-words"}>{children}</dd>
    </>
  );
}
