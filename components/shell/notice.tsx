import type { ReactNode } from "react";

/** A whole page that has one thing to say. */
export function Notice({ title, text, children }: { title: string; text: string; children?: ReactNode }) {
  return (
    <main className="grid min-h-dvh place-content-center justify-items-center gap-3 p-6 text-center">
      <h1 className="font-semibold text-xl">{title}</h1>
      <p className="max-w-[46ch] text-pretty text-muted">{text}</p>
      <div className="mt-3">{children}</div>
    </main>
  );
}
