"use client";

import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, useId, useRef, useState } from "react";
import { firstPlaceholder } from "@/lib/prompts/placeholder";
import { templatesQuery } from "@/lib/prompts/queries";
import type { TemplateDto } from "@/lib/prompts/schema";
import { matching, type Slash, slashAt } from "@/lib/prompts/slash";
import { insertText } from "../insert-text";

/**
 * The list that a `/` in the prompt opens: typing filters it, the arrows choose, Enter or Tab puts the template in its place.
 * `onManage` is called where the last line, which leads to the templates themselves, is chosen.
 */
export function useSlash(onManage: () => void) {
  const listId = useId();
  const [slash, setSlash] = useState<Slash | null>(null);
  const [active, setActive] = useState(0);
  /** Where the `/` stands whose list was closed by Esc: it stays closed for that word. */
  const dismissed = useRef(-1);
  const { data, error } = useQuery({ ...templatesQuery(), enabled: slash !== null });
  const found = slash && data ? matching(data, slash.query) : [];
  const count = found.length + 1;

  const read = ({ value, selectionStart, selectionEnd }: HTMLTextAreaElement) =>
    selectionStart === selectionEnd ? slashAt(value, selectionStart) : null;

  function show(next: Slash | null) {
    setSlash(next);
    if (next?.query !== slash?.query || next?.start !== slash?.start) setActive(0);
  }

  function choose(field: HTMLTextAreaElement, template: TemplateDto | undefined) {
    if (!slash) return;
    const { start, query } = slash;
    setSlash(null);
    insertText(field, template?.text ?? "", start, start + 1 + query.length);
    if (!template) return onManage();
    const blank = firstPlaceholder(template.text);
    if (blank) field.setSelectionRange(start + blank.start, start + blank.end);
  }

  /** True: the key was for the list. */
  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>): boolean {
    if (!slash || event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return false;
    switch (event.key) {
      case "ArrowDown":
      case "ArrowUp":
        setActive((active + (event.key === "ArrowDown" ? 1 : count - 1)) % count);
        break;
      case "Enter":
      case "Tab":
        // A word that is no template's is left as it was typed, and the key does what it always does.
        if (event.shiftKey || (slash.query !== "" && found.length === 0)) return false;
        choose(event.currentTarget, found[active]);
        break;
      case "Escape":
        dismissed.current = slash.start;
        setSlash(null);
        break;
      default:
        return false;
    }
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  return {
    listId,
    /** Null: the list is closed. */
    list: slash && { found, active, query: slash.query, loading: !data && !error, error: error?.message ?? null },
    activeId: slash ? optionId(listId, active) : undefined,
    choose,
    onKeyDown,
    onTyped(field: HTMLTextAreaElement) {
      const next = read(field);
      if (next?.start !== dismissed.current) dismissed.current = -1;
      show(dismissed.current === -1 ? next : null);
    },
    /** The caret may have left the word. */
    onCaret: (field: HTMLTextAreaElement) => slash && show(read(field)),
    close: () => setSlash(null),
  };
}

export const optionId = (listId: string, at: number) => `${listId}-${at}`;
