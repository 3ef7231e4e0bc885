import type { ModelStats } from "@/lib/generations/model-stats";
import { Section } from "./section";

export function OwnUse({ stats }: { stats: ModelStats | null }) {
  return (
    <Section title="In your own use">
      {stats ? (
        <dl className="flex flex-wrap gap-x-8 gap-y-3">
          <Figure label="Requests" value={stats.ended.toLocaleString("en")} />
          <Figure label="Median time" value={stats.seconds === null ? "–" : `${stats.seconds.toFixed(1)} s`} />
          <Figure label="Refused" value={stats.refused.toLocaleString("en")} />
        </dl>
      ) : (
        <p className="text-muted">You have not used it yet.</p>
      )}
    </Section>
  );
}

function Figure({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <dt className="text-muted text-sm">{label}</dt>
      <dd className="font-mono text-lg">{value}</dd>
    </div>
  );
}
