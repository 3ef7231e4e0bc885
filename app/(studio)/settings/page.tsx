import type { Metadata } from "next";
import type { ReactNode } from "react";
import { listSessions } from "@/lib/auth/account";
import { currentSession, pageUser } from "@/lib/auth/session";
import { PasswordForm } from "./_components/password-form";
import { SessionList } from "./_components/session-list";
import { SignOutEverywhere } from "./_components/sign-out-everywhere";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage() {
  const user = await pageUser("/settings");
  const email = (await currentSession())?.email;
  const sessions = await listSessions({ user, actor: "web" });
  return (
    <main id="main" className="mx-auto grid max-w-2xl gap-6 px-3 py-6 sm:px-5">
      <h1 className="font-semibold text-2xl tracking-tight">Settings</h1>
      <Section title="Account">
        <p>
          You are signed in as <strong className="break-words font-medium">{email}</strong>
          {user.role === "owner" && ", the owner of this studio"}.
        </p>
      </Section>
      <Section title="Password">
        <div className="max-w-sm">
          <PasswordForm />
        </div>
      </Section>
      <Section title="Signed-in browsers">
        <SessionList sessions={sessions} />
        <div className="max-w-sm">
          <SignOutEverywhere />
        </div>
      </Section>
    </main>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="grid gap-4 rounded-card border bg-surface p-4 sm:p-5">
      <h2 className="font-semibold text-lg">{title}</h2>
      {children}
    </section>
  );
}
