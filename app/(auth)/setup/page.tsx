import type { Metadata } from "next";
import Link from "next/link";
import { buttonClass } from "@/components/ui/button";
import { setupState } from "@/lib/auth/setup";
import { Heading } from "../_components/heading";
import { SetupForm } from "./_components/setup-form";

export const metadata: Metadata = { title: "Set up" };

export default async function SetupPage({ searchParams }: { searchParams: Promise<{ token?: string | string[] }> }) {
  const { token } = await searchParams;
  if (typeof token !== "string") {
    const done = (await setupState("")) === "done";
    return done ? <Done /> : <NoLink title="Open the set-up link">The set-up page needs its one-time link.</NoLink>;
  }
  switch (await setupState(token)) {
    case "done":
      return <Done />;
    case "expired":
      return (
        <NoLink title="This link no longer works">It was used, replaced by a newer one, or is over a day old.</NoLink>
      );
    case "ready":
      return (
        <>
          <Heading title="Set up your studio">
            You will be its owner. The account stays on this machine, and no mail is sent.
          </Heading>
          <SetupForm token={token} />
        </>
      );
  }
}

function Done() {
  return (
    <>
      <Heading title="This studio is set up">Its owner has an account already.</Heading>
      <Link href="/sign-in" className={buttonClass({ variant: "primary" })}>
        Sign in
      </Link>
    </>
  );
}

function NoLink({ title, children }: { title: string; children: string }) {
  return (
    <Heading title={title}>
      {children} Start Proofsheet again: the terminal prints a new link. Without a browser,{" "}
      <code className="font-mono text-sm">npx proofsheet user add</code> makes the account.
    </Heading>
  );
}
