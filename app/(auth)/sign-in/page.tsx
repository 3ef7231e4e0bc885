import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { nextPath } from "@/lib/auth/next-path";
import { ensureOwner } from "@/lib/auth/owner";
import { currentUser } from "@/lib/auth/session";
import { Heading } from "../_components/heading";
import { SignInForm } from "./_components/sign-in-form";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: { searchParams: Promise<{ next?: string | string[] }> }) {
  const { next } = await searchParams;
  const path = nextPath(typeof next === "string" ? next : undefined);
  if (await currentUser()) redirect(path);
  if (!(await ensureOwner()).claimed) redirect("/setup");
  return (
    <>
      <Heading title="Sign in">With the e-mail and the password you chose for this studio.</Heading>
      <SignInForm next={path} />
    </>
  );
}
