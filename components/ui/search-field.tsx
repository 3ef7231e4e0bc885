"use client";

import { useEffect, useEffectEvent, useState } from "react";
import { cn } from "@/lib/cn";
import { Icon } from "./icon";
import { Input } from "./input";

/** Milliseconds without a key after which a search begins. */
const TYPING_MS = 250;

/** Words to search for. What is typed counts after a short rest; `value` is what counts now. */
export function SearchField({
  label,
  value,
  maxLength,
  onSearch,
  className,
}: {
  label: string;
  value: string;
  maxLength: number;
  onSearch: (text: string) => void;
  className?: string;
}) {
  const [text, setText] = useState(value);
  const [known, setKnown] = useState(value);
  // It changed by other means: Back, a link, a button that clears it.
  if (known !== value) {
    setKnown(value);
    if (text.trim() !== value) setText(value);
  }
  const search = useEffectEvent(() => {
    if (text.trim() !== value) onSearch(text);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: each key starts the wait anew
  useEffect(() => {
    const timer = setTimeout(search, TYPING_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <search className={cn("relative min-w-0", className)}>
      <span className="-translate-y-1/2 pointer-events-none absolute top-1/2 left-3 text-faint">
        <Icon name="search" />
      </span>
      <Input
        type="search"
        aria-label={label}
        placeholder={label}
        value={text}
        maxLength={maxLength}
        onChange={(event) => setText(event.target.value)}
        className="pl-9"
      />
    </search>
  );
}
