import { formatBytes } from "@/lib/gallery/format";
import type { RawAttempt } from "@/lib/generations/schema";

/** Where it went, how it ended, and what took how long. */
export function AttemptFacts({ attempt }: { attempt: RawAttempt }) {
  const { path, status, outcome, requestBytes, dispatchedAt, headersAt, receivedAt, settledAt } = attempt;
  const after = (iso: string | null) => iso && `${((Date.parse(iso) - Date.parse(dispatchedAt)) / 1_000).toFixed(1)} s`;
  const facts = [
    ["Sent", `POST ${path} · ${formatBytes(requestBytes)}`],
    ["At", new Date(dispatchedAt).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "medium" })],
    ["Status", status === null ? "no answer" : String(status)],
    ["Outcome", outcome ?? "not over yet"],
    ["Answer began", after(headersAt)],
    ["Answer ended", after(receivedAt)],
    ["Settled", after(settledAt)],
  ];
  return (
    <dl className="grid grid-cols-[repeat(auto-fill,minmax(8rem,1fr))] gap-x-4 gap-y-2">
      {facts.map(
        ([name, value]) =>
          value && (
            <div key={name} className="min-w-0">
              <dt className="text-muted text-xs">{name}</dt>
              <dd className="break-words font-mono text-xs leading-5">{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
