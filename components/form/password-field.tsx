"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

/** A password with a button that shows what was typed. */
export function PasswordField({
  label,
  hint,
  error,
  ...input
}: {
  label: string;
  hint?: string;
  error: string | undefined;
  name: string;
  autoComplete: "current-password" | "new-password";
}) {
  const [shown, setShown] = useState(false);
  return (
    <Field label={label} hint={hint} error={error}>
      <div className="flex gap-2">
        <Input type={shown ? "text" : "password"} autoCapitalize="none" spellCheck={false} required {...input} />
        <Button aria-label={`${shown ? "Hide" : "Show"} ${label.toLowerCase()}`} onClick={() => setShown(!shown)}>
          {shown ? "Hide" : "Show"}
        </Button>
      </div>
    </Field>
  );
}
