"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { Button, buttonClass } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Popover } from "@/components/ui/popover";
import { signOut } from "@/lib/auth/actions";
import { balanceLine } from "@/lib/settings/balance-line";
import { balanceQuery } from "@/lib/settings/queries";

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
          <BalanceInMenu />
          <Link href="/usage" onClick={close} className={buttonClass({ variant: "ghost" })} data-autofocus>
            Usage
          </Link>
          <Link href="/settings" onClick={close} className={buttonClass({ variant: "ghost" })}>
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

/** Where the window is too narrow for it in the header. */
function BalanceInMenu() {
  const { data } = useQuery(balanceQuery());
  const line = data && balanceLine(data);
  return line && <p className="px-4 py-2 text-center font-mono text-muted text-sm md:hidden">{line}</p>;
}
