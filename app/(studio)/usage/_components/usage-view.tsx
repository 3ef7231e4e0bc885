"use client";

import { useQuery } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { formatUsd } from "@/lib/money";
import { usageQuery } from "@/lib/usage/queries";
import type { Usage } from "@/lib/usage/schema";
import { Bucket, stake } from "./bucket";
import { Months } from "./months";
import { OpenList } from "./open-list";

/** What was spent, in three buckets; what is open; and each month. */
export function UsageView() {
  const { data, error, refetch } = useQuery(usageQuery());
  return (
    <main id="main" className="mx-auto grid max-w-4xl gap-6 px-3 py-6 sm:px-5">
      <h1 className="font-semibold text-2xl tracking-tight">Usage</h1>
      {data ? (
        <Content usage={data} refresh={refetch} />
      ) : error ? (
        <div role="alert" className="grid justify-items-start gap-3">
          <p className="text-muted">The usage could not be loaded. {error.message}</p>
          <Button onClick={() => refetch()}>Try again</Button>
        </div>
      ) : (
        <Skeleton className="h-72 rounded-card" />
      )}
    </main>
  );
}

function Content({ usage, refresh }: { usage: Usage; refresh: () => void }) {
  const { total, months, open, openCount } = usage;
  return (
    <>
      <dl className="grid gap-3 sm:grid-cols-3">
        <Bucket name="Delivered" value={formatUsd(total.delivered)} says="Spent on what is in the library." />
        <Bucket
          name="Not delivered"
          value={formatUsd(total.notDelivered)}
          says="Charged by OpenRouter, and nothing came."
          alarming={total.notDelivered > 0}
        />
        <Bucket
          name="Unknown"
          value={stake(total.unknown)}
          says={
            total.unknown.count === 0
              ? "Every charge is known."
              : `${total.unknown.count === 1 ? "One charge is" : `${total.unknown.count} charges are`} not known. This is what may have been spent.`
          }
          alarming={total.unknown.count > 0}
        />
      </dl>
      {openCount > 0 && (
        <section aria-labelledby="open" className="grid gap-3">
          <h2 id="open" className="font-semibold text-lg">
            Open
          </h2>
          <OpenList open={open} refresh={refresh} />
          {openCount > open.length && (
            <p className="text-muted text-sm">
              These are the newest {open.length} of {openCount}.
            </p>
          )}
        </section>
      )}
      <section aria-labelledby="months" className="grid gap-3">
        <h2 id="months" className="font-semibold text-lg">
          By month
        </h2>
        {months.length > 0 ? (
          <Months months={months} />
        ) : (
          <p className="rounded-card border border-dashed p-5 text-pretty text-muted">
            Nothing was spent yet. What the sandbox makes costs nothing and is never counted here.
          </p>
        )}
      </section>
    </>
  );
}
