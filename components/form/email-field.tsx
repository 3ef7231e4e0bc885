"use client";

import { useState } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

/** The e-mail one signs in with. Its value outlives a refused form, so that only the password is typed again. */
export function EmailField({ hint, error }: { hint?: string; error: string | undefined }) {
  const [email, setEmail] = useState("");
  return (
    <Field label="E-mail" hint={hint} error={error}>
      <Input
        name="email"
        type="email"
        autoComplete="username"
        required
        value={email}
        onChange={(event) => setEmail(event.target.value)}
      />
    </Field>
  );
}
