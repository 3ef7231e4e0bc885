"use client";

import dynamic from "next/dynamic";
import { type ReactNode, useState } from "react";

const RawDialog = dynamic(() => import("./raw-dialog").then((module) => module.RawDialog));

/** What was sent for a generation and what came back, behind a button that `children` draws. */
export function RawButton({
  generationId,
  children,
}: {
  generationId: string;
  children: (open: () => void) => ReactNode;
}) {
  const [open, setOpen] = useState(false);
  return (
    <>
      {children(() => setOpen(true))}
      {open && <RawDialog generationId={generationId} onClose={() => setOpen(false)} />}
    </>
  );
}

export const RAW_LABEL = "Raw request and response";
