"use client";

import dynamic from "next/dynamic";
import { useSearchParams } from "next/navigation";
import { useEffect, useEffectEvent } from "react";
import { useDraft } from "@/components/draft/draft-context";
import { Icon } from "@/components/ui/icon";
import { IconButton } from "@/components/ui/icon-button";
import { Popover } from "@/components/ui/popover";
import { cn } from "@/lib/cn";
import { HelpMenu } from "./help-menu";
import { useHelp } from "./use-help";

const HelpDialog = dynamic(() => import("./help-dialog").then((module) => module.HelpDialog));

/** The quiet button at the prompt: its menu, and what a text model answered. `hidden`: the composer is one line now. */
export function PromptHelp({ hidden, onTemplates }: { hidden: boolean; onTemplates: () => void }) {
  const { prompt, references } = useDraft();
  const help = useHelp();
  useLinkedPicture((imageId) =>
    help.propose({
      kind: "describe",
      picture: { imageId },
      name: "The picture",
      src: `/api/images/${imageId}/thumb`,
    }),
  );
  const busy = help.status === "pending";
  return (
    <div className={cn("shrink-0", hidden && "hidden")}>
      {help.asked ? (
        <IconButton
          label={busy ? "A text model is at work: show it" : "Show what the text model answered"}
          aria-haspopup="dialog"
          onClick={help.show}
        >
          <span className={cn("text-accent", busy && "animate-pulse")}>
            <Icon name="spark" filled={!busy} />
          </span>
        </IconButton>
      ) : (
        <Popover
          label="Help with the prompt"
          className="w-80 max-w-[calc(100vw-16px)] max-h-[60dvh]"
          trigger={(props) => (
            <IconButton label="Help with the prompt" {...props}>
              <Icon name="spark" />
            </IconButton>
          )}
        >
          {(close) => (
            <HelpMenu
              prompt={prompt}
              references={references}
              onAsk={(asked) => {
                close();
                help.ask(asked);
              }}
              onTemplates={() => {
                close();
                onTemplates();
              }}
            />
          )}
        </Popover>
      )}
      {help.asked && help.shown && <HelpDialog help={help} asked={help.asked} />}
    </div>
  );
}

/** Follows a link to `/studio?describe=…` once. It only proposes: following a link spends nothing. */
function useLinkedPicture(propose: (imageId: string) => void) {
  const id = useSearchParams().get("describe");
  const follow = useEffectEvent((imageId: string) => {
    window.history.replaceState(null, "", "/studio");
    if (/^[0-9a-f-]{36}$/.test(imageId)) propose(imageId);
  });
  useEffect(() => {
    if (id) follow(id);
  }, [id]);
}
