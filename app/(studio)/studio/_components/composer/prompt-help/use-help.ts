"use client";

import { useMutation } from "@tanstack/react-query";
import { useEffectEvent, useState } from "react";
import { toast } from "@/components/ui/toast";
import { describePicture, polishPrompt } from "@/lib/prompts/queries";
import type { Describe } from "@/lib/prompts/schema";

/** What a text model is asked for. */
export type Asked =
  | { kind: "polish"; prompt: string }
  | {
      kind: "describe";
      picture: Describe;
      /** What the picture is called here, such as `Image 1`. */
      name: string;
      /** Its thumbnail. */
      src: string;
    };

export type Help = ReturnType<typeof useHelp>;

/**
 * One question to a text model and its answer, which is paid for: it waits here, in sight or not, until it is used or
 * discarded.
 */
export function useHelp() {
  const [asked, setAsked] = useState<Asked | null>(null);
  const [shown, setShown] = useState(false);
  const { mutate, reset, data, error, status } = useMutation({
    mutationFn: (wanted: Asked) =>
      wanted.kind === "polish" ? polishPrompt({ prompt: wanted.prompt }) : describePicture(wanted.picture),
    // A press that pays is not kept for later.
    networkMode: "always",
  });
  const tell = useEffectEvent(() => {
    if (!shown) toast("The text model has answered.", { label: "Show", run: () => setShown(true) });
  });
  return {
    /** Null: nothing is asked or waits to be used. */
    asked,
    shown,
    /** idle: it was not sent yet, and is to be confirmed. */
    status,
    answer: data ?? null,
    error,
    /** Shows the question before it is sent, for a person to confirm it. */
    propose(wanted: Asked) {
      reset();
      setAsked(wanted);
      setShown(true);
    },
    ask(wanted: Asked) {
      setAsked(wanted);
      setShown(true);
      mutate(wanted, { onSettled: () => tell() });
    },
    show: () => setShown(true),
    /** Out of sight. What is under way or has been answered stays; all else is over. */
    hide() {
      setShown(false);
      if (status !== "pending" && !data?.text) setAsked(null);
    },
    discard() {
      setShown(false);
      setAsked(null);
      reset();
    },
  };
}
