import { choices } from "@/lib/models/capabilities";
import { priceFor } from "@/lib/models/facts";
import type { Model } from "@/lib/models/schema";
import { formatRange } from "@/lib/money";
import { Section } from "./section";

/** What one picture costs at each resolution, from the price lists; what it really cost is said afterwards. */
export function PriceTable({ model }: { model: Model }) {
  const tiers = choices([model], "resolution").map(({ value }) => value);
  const rows = (tiers.length > 0 ? tiers : [undefined]).map((resolution) => ({
    resolution,
    price: priceFor(model, { resolution }),
  }));
  return (
    <Section title="Price of a picture">
      <dl className="flex flex-wrap gap-x-8 gap-y-3">
        {rows.map(({ resolution, price }) => (
          <div key={resolution ?? ""}>
            <dt className="text-muted text-sm">{resolution ?? "At its own size"}</dt>
            <dd className="font-mono text-lg">
              {"reason" in price ? <span className="text-faint text-sm">{price.reason}</span> : formatRange(price)}
            </dd>
          </div>
        ))}
      </dl>
      {rows.some(({ price }) => "low" in price) && (
        <p className="text-faint text-sm">Estimated from the price lists below. The provider's own figure counts.</p>
      )}
    </Section>
  );
}
