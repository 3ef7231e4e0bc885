"use client";

import Link from "next/link";
import { useEffect, useRef, useState } from "react";
import { ChangeText } from "@/components/model/change-text";
import { modelAddress, shortName } from "@/lib/models/names";
import type { ModelChange } from "@/lib/models/schema";

const SEEN = "proofsheet.models.seen";

/** What changed within the last 30 days; open where something did since this browser's last visit. */
export function Changes({ changes }: { changes: ModelChange[] }) {
  const lastVisit = useLastVisit();
  if (changes.length === 0) return null;
  const unseen = lastVisit === null ? 0 : changes.filter(({ at }) => at > lastVisit).length;
  const shown = unseen > 0 ? changes.slice(0, unseen) : changes;
  const count = (n: number) => `${n} ${n === 1 ? "change" : "changes"}`;
  return (
    // By its key it opens anew once the last visit is known.
    <details key={unseen} open={unseen > 0} className="rounded-card border bg-surface px-3.5 py-2">
      <summary className="py-0.5 text-muted">
        {unseen > 0 ? `${count(unseen)} since your last visit` : `${count(changes.length)} within the last 30 days`}
      </summary>
      <ul className="grid max-h-44 gap-x-6 overflow-auto pt-1.5 pb-1 sm:grid-cols-2 xl:grid-cols-3">
        {shown.map((change) => (
          <li key={change.id} className="min-w-0 py-1 text-sm">
            <Name change={change} /> <ChangeText change={change} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function Name({ change: { modelId, kind, name } }: { change: ModelChange }) {
  const short = shortName({ id: modelId, name });
  if (kind === "gone") return <span className="font-medium">{short}</span>;
  return (
    <Link href={modelAddress(modelId)} prefetch={false} className="font-medium underline-offset-4 hover:underline">
      {short}
    </Link>
  );
}

/** When this browser showed the changes before, ISO 8601; null: never, or not yet known. */
function useLastVisit(): string | null {
  const [last, setLast] = useState<string | null>(null);
  const read = useRef(false);
  useEffect(() => {
    if (read.current) return;
    read.current = true;
    try {
      setLast(localStorage.getItem(SEEN));
      localStorage.setItem(SEEN, new Date().toISOString());
    } catch {
      // Storage is forbidden: then every visit is the first.
    }
  }, []);
  return last;
}
