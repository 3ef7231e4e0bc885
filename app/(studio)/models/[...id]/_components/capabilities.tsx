import { descriptorText } from "@/lib/models/facts";
import { PARAMETERS } from "@/lib/models/parameters";
import type { Capabilities as All } from "@/lib/models/schema";

const LABELS = new Map(Object.values(PARAMETERS).map(({ wire, label }) => [wire, label]));
LABELS.set("input_references", "reference images");

/** Every parameter as it is declared, those this version has no name for by their own. */
export function Capabilities({ capabilities, passthrough }: { capabilities: All; passthrough: string[] }) {
  const undescribed = passthrough.filter((name) => !(name in capabilities));
  const lines = [
    ...Object.entries(capabilities).map(([name, descriptor]) => [name, descriptorText(descriptor)] as const),
    ...undescribed.map((name) => [name, "passed on to the provider as it is"] as const),
  ];
  if (lines.length === 0) return <p className="text-muted">A prompt, and nothing else.</p>;
  return (
    <dl className="grid gap-x-4 gap-y-1.5 text-sm sm:grid-cols-[minmax(9rem,auto)_1fr]">
      {lines.map(([name, text]) => (
        <div key={name} className="grid gap-x-4 sm:col-span-2 sm:grid-cols-subgrid">
          <dt className="text-muted first-letter:uppercase" title={name}>
            {LABELS.get(name) ?? name.replaceAll("_", " ")}
          </dt>
          <dd className="min-w-0 font-mono text-xs leading-5 [overflow-wrap:anywhere]">{text}</dd>
        </div>
      ))}
    </dl>
  );
}
