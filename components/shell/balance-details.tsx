import type { ReactNode } from "react";
import { formatUsd } from "@/lib/money";
import { leftOf } from "@/lib/settings/balance-line";
import type { Account, Balance } from "@/lib/settings/schema";

/** What is left on the key that pays, line by line, or why it is not told. */
export function BalanceDetails({ balance: { account, problem } }: { balance: Balance }) {
  if (problem) return <p className="text-pretty text-warn">{problem}</p>;
  if (!account)
    return <p className="text-pretty text-muted">It pays for your pictures. Its owner sees what is left.</p>;
  return <AccountLines account={account} />;
}

function AccountLines({ account }: { account: Account }) {
  const { label, used, limit, credit, expiresAt } = account;
  const left = leftOf(account);
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-5 gap-y-1">
      <Line name="Left">
        {left === null ? "The key has no limit of its own" : <Amount nano={left} />}
        {limit && (
          <span className="text-muted">
            {" "}
            of <Amount nano={limit.amount} />
            {limit.resets && `, ${limit.resets}`}
          </span>
        )}
      </Line>
      <Line name="Used">
        <Amount nano={used} />
      </Line>
      {credit !== null && (
        <Line name="Credit">
          <Amount nano={credit} /> <span className="text-muted">on the account</span>
        </Line>
      )}
      {label && (
        <Line name="Name">
          <span className="[overflow-wrap:anywhere]">{label}</span>
        </Line>
      )}
      {expiresAt && <Line name="Ends">{new Date(expiresAt).toLocaleDateString("en", { dateStyle: "medium" })}</Line>}
    </dl>
  );
}

const Amount = ({ nano }: { nano: number }) => <span className="font-mono">{formatUsd(nano)}</span>;

const Line = ({ name, children }: { name: string; children: ReactNode }) => (
  <>
    <dt className="text-muted">{name}</dt>
    <dd className="min-w-0">{children}</dd>
  </>
);
