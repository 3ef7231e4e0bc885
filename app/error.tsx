"use client";

import { unstable_isUnrecognizedActionError } from "next/navigation";
import { Notice } from "@/components/shell/notice";
import { Button } from "@/components/ui/button";

export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const outdated: boolean = unstable_isUnrecognizedActionError(error);
  if (outdated) {
    return (
      <Notice title="Proofsheet was updated" text="Nothing was done. Reload this page and try again.">
        <Button variant="primary" onClick={() => window.location.reload()}>
          Reload
        </Button>
      </Notice>
    );
  }
  return (
    <Notice
      title="This page could not be shown"
      text={`Your pictures are safe, and running generations go on.${error.digest ? ` The server's log has the details under ${error.digest}.` : ""}`}
    >
      <Button variant="primary" onClick={reset}>
        Try again
      </Button>
    </Notice>
  );
}
