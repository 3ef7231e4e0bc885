"use client";

import { type ComponentProps, type ReactNode, useActionState, useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import type { Result } from "@/lib/errors";

/**
 * A form round a server action. A refusal is shown at the field it names, which takes the focus, else above the button;
 * `done` is said when the action succeeded. React empties the fields afterwards, except for those whose value a state holds.
 */
export function SubmitForm<Data>({
  action,
  submit,
  variant = "primary",
  done,
  children,
}: {
  action: (state: Result<Data> | null, form: FormData) => Promise<Result<Data>>;
  /** The button's words. */
  submit: string;
  variant?: ComponentProps<typeof Button>["variant"];
  done?: string;
  /** The fields; `errorOf` gives what is wrong with the one of that name. */
  children: (errorOf: (name: string) => string | undefined) => ReactNode;
}) {
  const [result, send, pending] = useActionState(action, null);
  const form = useRef<HTMLFormElement>(null);
  const alert = useRef<HTMLParagraphElement>(null);
  const error = result && !result.ok ? result.error : undefined;

  useEffect(() => {
    if (!error) return;
    const field = error.field && form.current?.elements.namedItem(error.field);
    (field instanceof HTMLElement ? field : alert.current)?.focus();
  }, [error]);

  return (
    // The server's texts say more than the browser's bubbles, and the same to everybody.
    <form ref={form} action={send} noValidate className="grid gap-4">
      {children((name) => (error?.field === name ? error.message : undefined))}
      {error && !error.field && (
        <p ref={alert} tabIndex={-1} role="alert" className="text-bad">
          {error.message}
        </p>
      )}
      {done && (
        <p role="status" className="text-ok empty:hidden">
          {result?.ok && done}
        </p>
      )}
      <Button type="submit" variant={variant} disabled={pending}>
        {submit}
      </Button>
    </form>
  );
}
