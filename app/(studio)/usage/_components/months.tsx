import { formatUsd } from "@/lib/money";
import type { Month } from "@/lib/usage/schema";
import { stake } from "./bucket";

const written = new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" });

/** The three sums of each month, newest first. */
export function Months({ months }: { months: Month[] }) {
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so it must be reachable by keyboard
      tabIndex={0}
      aria-label="Months"
      className="overflow-x-auto rounded-card border bg-surface"
    >
      <table className="w-full text-right text-sm">
        <thead className="text-muted">
          <tr className="border-b">
            <th scope="col" className="px-4 py-2 text-left font-medium">
              Month (UTC)
            </th>
            <th scope="col" className="px-4 py-2 font-medium">
              Delivered
            </th>
            <th scope="col" className="whitespace-nowrap px-4 py-2 font-medium">
              Not delivered
            </th>
            <th scope="col" className="px-4 py-2 font-medium">
              Unknown
            </th>
          </tr>
        </thead>
        <tbody className="font-mono text-xs">
          {months.map(({ month, delivered, notDelivered, unknown }) => (
            <tr key={month} className="border-b last:border-b-0">
              <th scope="row" className="whitespace-nowrap px-4 py-2 text-left font-normal font-sans text-sm">
                {written.format(new Date(`${month}-01`))}
              </th>
              <td className="px-4 py-2">{formatUsd(delivered)}</td>
              <td className="px-4 py-2">{formatUsd(notDelivered)}</td>
              <td className="whitespace-nowrap px-4 py-2">{stake(unknown)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
