"use client";

import { SubmitForm } from "@/components/form/submit-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { pasteKey } from "@/lib/settings/actions";
import { useKeyChanged } from "./use-key-changed";

export function PasteForm({ host }: { host: string }) {
  const keyChanged = useKeyChanged();
  const paste: typeof pasteKey = async (state, form) => {
    const result = await pasteKey(state, form);
    if (result.ok) {
      toast("The key works and is kept.");
      keyChanged();
    }
    return result;
  };
  return (
    <SubmitForm action={paste} submit="Check and keep it" variant="default">
      {(errorOf) => (
        <Field
          label="Paste a key"
          hint={`It is checked with ${host} first, which costs nothing.`}
          error={errorOf("key")}
        >
          <Input
            name="key"
            type="password"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            placeholder="sk-or-v1-…"
            className="font-mono"
          />
        </Field>
      )}
    </SubmitForm>
  );
}
