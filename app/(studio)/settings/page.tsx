import type { Metadata } from "next";
import type { ReactNode } from "react";
import { listSessions } from "@/lib/auth/account";
import { currentSession, pageUser } from "@/lib/auth/session";
import { getKeyState } from "@/lib/settings/key-state";
import { KeySection } from "./_components/key/key-section";
import { SignInNotice } from "./_components/key/sign-in-notice";
import { PasswordForm } from "./_components/password-form";
import { PrivacySection } from "./_components/privacy-section";
import { SessionList } from "./_components/session-list";
import { SignOutEverywhere } from "./_components/sign-out-everywhere";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage({ searchParams }: { searchParams: Promise<{ openrouter?: string }> }) {
  const { openrouter } = await searchParams;
  const user = await pageUser("/settings");
  const ctx = { user, actor: "web" } as const;
  const email = (await currentSession())?.email;
  const [sessions, key] = await Promise.all([listSessions(ctx), getKeyState(ctx)]);
  return (
    <main id="main" className="mx-auto grid max-w-2xl gap-6 px-3 py-6 sm:px-5">
      <h1 className="font-semibold text-2xl tracking-tight">Settings</h1>
      <Section title="OpenRouter key">
        <SignInNotice outcome={openrouter} own={key.own} />
        <KeySection state={key} owner={user.role === "owner"} />
      </Section>
      <Section title="Privacy">
        <PrivacySection />
      </Section>
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
