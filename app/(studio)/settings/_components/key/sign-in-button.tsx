"use client";

import { type ComponentProps, useState } from "react";
import { Button } from "@/components/ui/button";
import { beginSignIn } from "@/lib/settings/actions";

export function SignInButton({ variant }: Pick<ComponentProps<typeof Button>, "variant">) {
  const [going, setGoing] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const go = async () => {
    setGoing(true);
    setProblem(null);
    const begun = await beginSignIn({}).catch(() => null);
    // Not a form: the page's policy lets no form be answered with another site's address.
    if (begun?.ok) return window.location.assign(begun.data.url);
    setGoing(false);
    setProblem(begun?.error.message ?? "The server cannot be reached. Nothing was changed.");
  };
  return (
    <>
      <Button variant={variant} disabled={going} onClick={go}>
        Sign in with OpenRouter
      </Button>
      {problem && (
        <p role="alert" className="text-bad">
          {problem}
        </p>
      )}
    </>
  );
}
