import Link from "next/link";
import { useRouter } from "next/navigation";
import { ModelAvatar } from "@/components/model/model-avatar";
import { ModelMarks } from "@/components/model/model-marks";
import { Icon } from "@/components/ui/icon";
import { cn } from "@/lib/cn";
import { modelAddress } from "@/lib/models/names";
import { COLUMNS, type Column } from "./columns";
import type { Row } from "./rows";
import type { Sort } from "./view";

interface Order {
  sort: Sort;
  descending: boolean;
}

const NAME: Pick<Column, "label" | "sort"> = { label: "Model", sort: "name" };
const ALIGN = { left: "text-left", right: "text-right", center: "text-center" };

/** The models side by side. Heads and names stay in sight while the rest scrolls. */
export function Table({ rows, order, onOrder }: { rows: Row[]; order: Order; onOrder: (order: Order) => void }) {
  const router = useRouter();
  return (
    <section
      aria-label="Models side by side"
      // What gets the focus is not left under the heads or the names; what only screen readers hear scrolls along.
      className="relative scroll-pt-10 scroll-pl-40 overflow-auto overscroll-x-contain rounded-card border bg-surface sm:scroll-pl-60"
    >
      <table className="w-full border-separate border-spacing-0 text-sm">
        <thead>
          <tr>
            <Head column={NAME} order={order} onOrder={onOrder} className="left-0 z-20 border-r" />
            {COLUMNS.map((column) => (
              <Head key={column.label} column={column} order={order} onOrder={onOrder} className="z-10" />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            // By keyboard the link in it does the same.
            <tr
              key={row.model.id}
              onClick={(event) => {
                const busy = (event.target as Element).closest("a") || window.getSelection()?.toString();
                if (!busy) router.push(modelAddress(row.model.id));
              }}
              className={cn("group cursor-pointer", row.model.endpoints.length === 0 && "text-muted")}
            >
              <Name row={row} />
              {COLUMNS.map(({ label, align, cell }) => (
                <td key={label} className={cn(CELL, "px-2 py-1.5", ALIGN[align ?? "left"])}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const CELL = "whitespace-nowrap border-b group-hover:bg-well group-last:border-b-0";

function Name({ row: { model, name, isNew } }: { row: Row }) {
  return (
    <th scope="row" className={cn(CELL, "sticky left-0 z-10 border-r bg-surface text-left font-normal")}>
      <Link
        href={modelAddress(model.id)}
        prefetch={false}
        className="flex w-36 items-center gap-2.5 whitespace-normal px-2.5 py-1.5 sm:w-56 touch:min-h-11"
      >
        <ModelAvatar model={model} className="max-sm:hidden" />
        <span className="min-w-0">
          <span className="block font-medium text-pretty">{name}</span>
          <span className="flex flex-wrap gap-1 empty:hidden">
            <ModelMarks model={model} isNew={isNew} />
          </span>
        </span>
      </Link>
    </th>
  );
}

function Head({
  column: { label, about, sort, descendingFirst = false, align },
  order,
  onOrder,
  className,
}: {
  column: Omit<Column, "cell">;
  order: Order;
  onOrder: (order: Order) => void;
  className: string;
}) {
  const here = sort === order.sort;
  return (
    <th
      scope="col"
      title={about}
      aria-sort={here ? (order.descending ? "descending" : "ascending") : undefined}
      className={cn(
        "sticky top-0 whitespace-nowrap border-b bg-raised font-medium text-muted",
        ALIGN[align ?? "left"],
        className,
      )}
    >
      {sort ? (
        <button
          type="button"
          onClick={() => onOrder({ sort, descending: here ? !order.descending : descendingFirst })}
          className={cn(
            "inline-flex h-9 items-center gap-1 px-2 -outline-offset-2 hover:text-text touch:h-11",
            align === "right" && "flex-row-reverse",
            here && "text-text",
          )}
        >
          {label}
          <span className={cn("transition-transform", !here && "opacity-0", here && !order.descending && "rotate-180")}>
            <Icon name="chevron" size={12} />
          </span>
        </button>
      ) : (
        <span className="px-2">{label}</span>
      )}
    </th>
  );
}
