import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { ConnectionBanner } from "@/components/shell/connection-banner";
import { Header } from "@/components/shell/header";
import { SandboxBanner } from "@/components/shell/sandbox-banner";
import { currentUser } from "@/lib/auth/session";
import { listModels } from "@/lib/models/list";

export default async function StudioLayout({ children }: { children: ReactNode }) {
  if (!(await currentUser())) redirect("/sign-in");
  const { sandbox } = await listModels();
  return (
    <>
      <Header />
      {sandbox && <SandboxBanner />}
      <ConnectionBanner />
      {children}
    </>
  );
}
