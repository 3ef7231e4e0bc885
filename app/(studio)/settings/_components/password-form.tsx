"use client";

import { PasswordField } from "@/components/form/password-field";
import { SubmitForm } from "@/components/form/submit-form";
import { changePassword } from "@/lib/auth/actions";
import { PASSWORD_MIN } from "@/lib/auth/limits";

export function PasswordForm() {
  return (
    <SubmitForm
      action={changePassword}
      submit="Change password"
      variant="default"
      done="Changed. Every other browser is signed out."
    >
      {(errorOf) => (
        <>
          <PasswordField
            label="Current password"
            name="current"
            autoComplete="current-password"
            error={errorOf("current")}
          />
          <PasswordField
            label="New password"
            name="password"
            autoComplete="new-password"
            hint={`At least ${PASSWORD_MIN} characters.`}
            error={errorOf("password")}
          />
        </>
      )}
    </SubmitForm>
  );
}
