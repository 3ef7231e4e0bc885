import type { ReactNode } from "react";
import { Brand } from "@/components/shell/brand";

export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <div className="grid min-h-dvh content-center justify-items-center gap-6 px-4 py-10">
      <Brand />
      <main className="grid w-full max-w-sm gap-5 rounded-panel border bg-surface p-5 sm:p-7">{children}</main>
    </div>
  );
}
