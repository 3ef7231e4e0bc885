"use client";

import { useSyncExternalStore } from "react";
import { Button } from "./button";
import { Icon } from "./icon";
import { IconButton } from "./icon-button";

interface Toast {
  id: number;
  message: string;
  action?: { label: string; run: () => void };
}

/** Long enough to read, and to reach the action by keyboard. */
const SHOWN_MS = 6_000;
const SHOWN_WITH_ACTION_MS = 12_000;

let toasts: Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();
const NONE: Toast[] = [];

function set(next: Toast[]) {
  toasts = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

const dismiss = (id: number) => set(toasts.filter((toast) => toast.id !== id));

/** Says something in a corner for a few seconds; `action` offers a way back, such as Undo. */
export function toast(message: string, action?: Toast["action"]): void {
  const id = ++lastId;
  set([...toasts.slice(-2), { id, message, action }]);
  setTimeout(() => dismiss(id), action ? SHOWN_WITH_ACTION_MS : SHOWN_MS);
}

/** Where toasts appear: once, at the root. The region is always there, or screen readers would miss the first one. */
export function Toasts() {
  const shown = useSyncExternalStore(
    subscribe,
    () => toasts,
    () => NONE,
  );
  return (
    <div
      role="status"
      aria-live="polite"
      className="pointer-events-none fixed inset-x-0 top-16 z-50 grid justify-items-center gap-2 px-3"
    >
      {shown.map(({ id, message, action }) => (
        <div
          key={id}
          className="pointer-events-auto flex max-w-full items-center gap-2 rounded-card border border-line-strong bg-raised py-1.5 pr-1.5 pl-4 shadow-float"
        >
          <span className="py-1">{message}</span>
          {action && (
            <Button
              size="sm"
              onClick={() => {
                action.run();
                dismiss(id);
              }}
            >
              {action.label}
            </Button>
          )}
          <IconButton label="Dismiss" onClick={() => dismiss(id)}>
            <Icon name="close" />
          </IconButton>
        </div>
      ))}
    </div>
  );
}
