"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import type { Problem } from "@/lib/errors";
import { NAME_MAX, TEMPLATE_MAX } from "@/lib/prompts/limits";
import { templateName } from "@/lib/prompts/name";
import type { TemplateDto } from "@/lib/prompts/schema";

/** A new template, or one to change. */
export function TemplateForm({
  template,
  onSave,
  onDone,
}: {
  template: TemplateDto;
  onSave: (template: TemplateDto) => Promise<Problem | null>;
  onDone: () => void;
}) {
  const [name, setName] = useState(template.name);
  const [text, setText] = useState(template.text);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [saving, setSaving] = useState(false);
  const typed = templateName(name);

  async function submit() {
    if (saving) return;
    setSaving(true);
    const refused = await onSave({ id: template.id, name, text });
    setSaving(false);
    if (refused) setProblem(refused);
    else onDone();
  }

  const errorOf = (field: string) => (problem?.field === field ? problem.message : null);
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Field
        label="Name"
        error={errorOf("name")}
        hint={typed ? `Typed as /${typed}` : "What you type behind the slash"}
      >
        <Input
          value={name}
          maxLength={NAME_MAX}
          autoComplete="off"
          autoFocus
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
      <Field label="Text" error={errorOf("text")} hint="A {word in braces} is selected when it is put in.">
        <Textarea value={text} maxLength={TEMPLATE_MAX} onChange={(event) => setText(event.target.value)} />
      </Field>
      {problem && !errorOf("name") && !errorOf("text") && (
        <p role="alert" className="text-bad text-sm">
          {problem.message}
        </p>
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>Back</Button>
        <Button type="submit" variant="primary" aria-disabled={saving || undefined}>
          {saving ? "Saving…" : "Save"}
        </Button>
      </div>
    </form>
  );
}
