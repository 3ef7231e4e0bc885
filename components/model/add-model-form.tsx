"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { addModel } from "@/lib/models/actions";
import { modelsQuery } from "@/lib/models/queries";
import type { Model } from "@/lib/models/schema";

/** Adds a model that no list names, for everybody of this installation. Lists on the page then have it, too. */
export function AddModelForm({ onAdded }: { onAdded: (model: Model) => void }) {
  const router = useRouter();
  const client = useQueryClient();
  const [id, setId] = useState("");
  const [error, setError] = useState<string | null>(null);
  const [pending, start] = useTransition();

  const submit = (event: FormEvent) => {
    event.preventDefault();
    start(async () => {
      const result = await addModel({ id });
      if (!result.ok) return setError(result.error.message);
      setError(null);
      setId("");
      client.setQueryData(
        modelsQuery().queryKey,
        (list) =>
          list && { ...list, models: [...list.models.filter((model) => model.id !== result.data.id), result.data] },
      );
      router.refresh();
      onAdded(result.data);
    });
  };

  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <Field
        label="Model id"
        hint="As OpenRouter writes it, with a variant if need be. Everybody of this studio will see it."
        error={error}
      >
        <Input
          value={id}
          onChange={(event) => setId(event.target.value)}
          placeholder="maker/model"
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
          className="font-mono"
        />
      </Field>
      <Button type="submit" variant="primary" disabled={pending || id.trim() === ""}>
        {pending ? "Asking about it …" : "Add"}
      </Button>
    </form>
  );
}
