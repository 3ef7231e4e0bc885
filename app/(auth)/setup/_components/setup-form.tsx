"use client";

import { EmailField } from "@/components/form/email-field";
import { PasswordField } from "@/components/form/password-field";
import { SubmitForm } from "@/components/form/submit-form";
import { setUp } from "@/lib/auth/actions";
import { PASSWORD_MIN } from "@/lib/auth/limits";

export function SetupForm({ token }: { token: string }) {
  return (
    <SubmitForm action={setUp} submit="Create the account">
      {(errorOf) => (
        <>
          <input type="hidden" name="token" value={token} />
          <EmailField hint="The name you sign in with." error={errorOf("email")} />
          <PasswordField
            label="Password"
            name="password"
            autoComplete="new-password"
            hint={`At least ${PASSWORD_MIN} characters; a few words are best.`}
            error={errorOf("password")}
          />
        </>
      )}
    </SubmitForm>
  );
}
