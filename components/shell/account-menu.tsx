"use client";

import Link from "next/link";
import { Button, buttonClass } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Popover } from "@/components/ui/popover";
import { signOut } from "@/lib/auth/actions";

export function AccountMenu() {
  return (
    <Popover
      label="Account"
      placement="below"
      className="p-2"
      trigger={(props) => (
        <button
          type="button"
          aria-label="Account"
          className="grid size-7.5 shrink-0 place-items-center rounded-full border border-line bg-raised hover:border-line-strong touch:size-11"
          {...props}
        >
          <Icon name="person" />
        </button>
      )}
    >
      {(close) => (
        <div className="grid gap-1">
          <Link href="/settings" onClick={close} className={buttonClass({ variant: "ghost" })} data-autofocus>
            Settings
          </Link>
          <form action={signOut} className="grid">
            <Button type="submit" variant="ghost">
              Sign out
            </Button>
          </form>
        </div>
      )}
    </Popover>
  );
}
