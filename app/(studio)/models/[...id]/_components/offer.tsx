import { priceLineText } from "@/lib/models/facts";
import type { Endpoint } from "@/lib/models/schema";
import { Capabilities } from "./capabilities";

/** One provider's offer as it is declared, or that of chat completions as a whole. */
export function Offer({ endpoint }: { endpoint: Endpoint }) {
  const { transport, provider, tag, streaming, capabilities, passthrough, prices } = endpoint;
  const chat = transport === "chat";
  return (
    <details className="group border-t pt-3 first-of-type:border-t-0 first-of-type:pt-0">
      <summary className="flex flex-wrap items-baseline gap-x-3 gap-y-1 touch:py-2">
        <span className="font-medium">{chat ? "Chat completions" : provider || "Not named"}</span>
        {tag && tag !== provider && <code className="font-mono text-muted text-xs">{tag}</code>}
        <span className="text-muted text-sm">
          {chat ? "all providers" : "Image API"}
          {streaming && ", streams"}
        </span>
        <span className="ml-auto text-faint text-sm group-open:hidden">Show</span>
        <span className="ml-auto hidden text-faint text-sm group-open:inline">Hide</span>
      </summary>
      <div className="grid gap-4 pt-3">
        <Capabilities capabilities={capabilities} passthrough={passthrough} />
        {prices.length > 0 ? (
          <table className="w-fit text-sm">
            <caption className="pb-1 text-left font-medium">Price list</caption>
            <tbody>
              {prices.map((line) => {
                const { what, price } = priceLineText(line);
                return (
                  <tr key={`${what} ${price}`}>
                    <th scope="row" className="py-0.5 pr-6 text-left font-normal text-muted">
                      {what}
                    </th>
                    <td className="py-0.5 font-mono text-xs">{price}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        ) : (
          <p className="text-muted text-sm">It declares no prices.</p>
        )}
      </div>
    </details>
  );
}
