"use client";

import { Notice } from "@/components/shell/notice";
import { Button } from "@/components/ui/button";

export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
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
