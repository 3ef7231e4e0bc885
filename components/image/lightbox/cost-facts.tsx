import type { GenerationDto } from "@/lib/generations/schema";
import { formatRange, formatUsd } from "@/lib/money";
import { Fact, Facts } from "./facts";

/** The provider's own figure, beside what was expected. What was not reported is not zero. */
export function CostFacts({ generation }: { generation: GenerationDto }) {
  const { cost, estimate, settings } = generation;
  return (
    <Facts title="Cost">
      <Fact name="Reported">
        {cost === null ? "not reported" : <span className="font-mono text-xs">{formatUsd(cost)}</span>}
        {settings.n > 1 && <span className="text-faint"> for {settings.n} pictures at once</span>}
      </Fact>
      <Fact name="Estimated" mono>
        {estimate && formatRange(estimate)}
      </Fact>
    </Facts>
  );
}
