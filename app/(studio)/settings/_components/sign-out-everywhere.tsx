"use client";

import { SubmitForm } from "@/components/form/submit-form";
import { signOutEverywhere } from "@/lib/auth/actions";

export function SignOutEverywhere() {
  return (
    <SubmitForm action={signOutEverywhere} submit="Sign out everywhere, here too" variant="danger">
      {() => null}
    </SubmitForm>
  );
}
