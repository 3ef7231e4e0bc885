"use client";

import { EmailField } from "@/components/form/email-field";
import { PasswordField } from "@/components/form/password-field";
import { SubmitForm } from "@/components/form/submit-form";
import { signIn } from "@/lib/auth/actions";

/** `next`: the path to go to afterwards. */
export function SignInForm({ next }: { next: string }) {
  return (
    <SubmitForm action={signIn} submit="Sign in">
      {(errorOf) => (
        <>
          <input type="hidden" name="next" value={next} />
          <EmailField error={errorOf("email")} />
          <PasswordField label="Password" name="password" autoComplete="current-password" error={errorOf("password")} />
        </>
      )}
    </SubmitForm>
  );
}
