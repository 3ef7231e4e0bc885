"use client";

import { flushSync } from "react-dom";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import { PROMPT_MAX } from "@/lib/generations/limits";
import { PROMPT_ID } from "../../use-reuse";
import { insertText } from "../insert-text";
import { HelpAnswer } from "./help-answer";
import { HelpProposal } from "./help-proposal";
import { HelpTrouble } from "./help-trouble";
import type { Asked, Help } from "./use-help";

/** The question to a text model from its confirmation to the prompt that comes of it. */
export function HelpDialog({ help, asked }: { help: Help; asked: Asked }) {
  const { status, answer, error } = help;

  /** Puts the text into the prompt as typing would; Ctrl+Z takes it back, and so does the toast. */
  function use(text: string, how: "replace" | "append") {
    // While the dialog is open the prompt cannot be reached.
    flushSync(() => help.discard());
    const field = document.getElementById(PROMPT_ID);
    if (!(field instanceof HTMLTextAreaElement)) return;
    const before = field.value;
    const start = how === "append" ? before.length : 0;
    const joint = how === "append" && before.trim() !== "" ? "\n\n" : "";
    insertText(field, joint + text.slice(0, PROMPT_MAX), start);
    toast("It is in the prompt.", { label: "Undo", run: () => insertText(field, before) });
  }

  return (
    <Dialog open onClose={help.hide} title={titleOf(asked)} width="medium">
      {status === "pending" ? (
        <Busy onClose={help.hide} />
      ) : answer?.text ? (
        <HelpAnswer asked={asked} answer={answer} text={answer.text} onUse={use} onDiscard={help.discard} />
      ) : answer || error ? (
        <HelpTrouble
          message={answer?.message ?? error?.message ?? ""}
          mayPayTwice={answer?.status === "unknown"}
          onAgain={() => help.ask(asked)}
          onClose={help.discard}
        />
      ) : (
        <HelpProposal asked={asked} onConfirm={() => help.ask(asked)} onClose={help.discard} />
      )}
    </Dialog>
  );
}

const titleOf = (asked: Asked) => (asked.kind === "polish" ? "The prompt, polished" : `${asked.name} in words`);

function Busy({ onClose }: { onClose: () => void }) {
  return (
    <div className="grid gap-4">
      <p role="status" className="text-muted">
        A text model is at work. You may close this: its answer waits for you at the prompt.
      </p>
      <div className="grid gap-2">
        <Skeleton className="h-4" />
        <Skeleton className="h-4" />
        <Skeleton className="h-4 w-2/3" />
      </div>
      <div className="flex justify-end">
        <Button onClick={onClose}>Close</Button>
      </div>
    </div>
  );
}
