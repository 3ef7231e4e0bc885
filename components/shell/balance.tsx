"use client";

import Link from "next/link";
import { buttonClass } from "@/components/ui/button";
import { Popover } from "@/components/ui/popover";
import { cn } from "@/lib/cn";
import { balanceLine } from "@/lib/settings/balance-line";
import { BalanceDetails } from "./balance-details";
import { useBalance } from "./use-balance";

const PAYERS = {
  own: "Your own key",
  studio: "The studio's key",
  sandbox: "The sandbox",
};

/** What is left to spend, quietly in the header; a press tells the rest. A narrow window shows it in the account menu. */
export function BalanceButton() {
  const balance = useBalance();
  const line = balance && balanceLine(balance);
  if (!line) return null;
  return (
    <Popover
      label="Balance"
      placement="below"
      className="p-4"
      trigger={(props) => (
        <button
          type="button"
          title="What is left to spend"
          className={cn(
            "rounded-control px-1.5 py-1 font-mono text-sm hover:text-text max-md:hidden touch:h-11",
            balance.problem ? "text-warn" : "text-muted",
          )}
          {...props}
        >
          {line}
        </button>
      )}
    >
      {(close) => (
        <div className="grid w-72 max-w-full gap-4">
          <p className="font-medium">
            {PAYERS[balance.payer]}
            {balance.last4 && <span className="font-mono text-muted"> …{balance.last4}</span>}
          </p>
          <BalanceDetails balance={balance} />
          <div className="flex flex-wrap gap-2">
            <Link href="/settings" onClick={close} className={buttonClass({ size: "sm" })} data-autofocus>
              {balance.payer === "own" ? "Key settings" : "Use your own key"}
            </Link>
            {balance.account && (
              <a
                href="https://openrouter.ai/credits"
                target="_blank"
                rel="noreferrer"
                className={buttonClass({ size: "sm", variant: "ghost" })}
              >
                Add credit
              </a>
            )}
          </div>
        </div>
      )}
    </Popover>
  );
}
