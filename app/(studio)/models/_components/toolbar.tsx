import { SearchField } from "@/components/ui/search-field";
import { Select } from "@/components/ui/select";
import { cn } from "@/lib/cn";
import { choices } from "@/lib/models/capabilities";
import { makerOf } from "@/lib/models/names";
import type { Model } from "@/lib/models/schema";
import { FEATURES, QUERY_MAX, type View } from "./view";

/** Search, filters, and the size at which prices are compared. */
export function Toolbar({
  models,
  view,
  onChange,
}: {
  models: Model[];
  view: View;
  onChange: (change: Partial<View>) => void;
}) {
  const makers = [...new Set(models.map(makerOf))].sort((a, b) => a.localeCompare(b, "en"));
  const values = (parameter: "resolution" | "aspectRatio") =>
    choices(models, parameter)
      .map(({ value }) => value)
      .filter((value) => value !== "auto");
  return (
    <div className="flex flex-wrap items-center gap-2">
      <SearchField
        label="Search models"
        value={view.q}
        maxLength={QUERY_MAX}
        onSearch={(q) => onChange({ q })}
        className="flex-[1_1_12rem] sm:max-w-72"
      />
      <div className="grid grid-cols-3 gap-2 max-sm:w-full sm:flex">
        <Choose
          label="Maker"
          none="All makers"
          value={view.maker}
          values={makers}
          onChoose={(maker) => onChange({ maker })}
        />
        <Choose
          label="Resolution"
          none="Usual size"
          value={view.resolution ?? ""}
          values={values("resolution")}
          onChoose={(value) => onChange({ resolution: value || undefined })}
        />
        <Choose
          label="Aspect ratio"
          none="Any ratio"
          value={view.aspectRatio ?? ""}
          values={values("aspectRatio")}
          onChoose={(value) => onChange({ aspectRatio: value || undefined })}
        />
      </div>
      <fieldset className="-m-1 relative flex min-w-0 gap-2 p-1 max-sm:overflow-x-auto sm:flex-wrap">
        <legend className="sr-only">Only models that can do this</legend>
        {Object.entries(FEATURES).map(([feature, { label }]) => {
          const on = view.has.includes(feature);
          const has = on ? view.has.filter((other) => other !== feature) : [...view.has, feature];
          return (
            <button
              key={feature}
              type="button"
              aria-pressed={on}
              onClick={() => onChange({ has })}
              className={cn(
                "h-9 whitespace-nowrap rounded-control border px-2.5 text-sm touch:h-11",
                on ? "border-line-strong bg-strong text-on-strong" : "text-muted hover:text-text",
              )}
            >
              {label}
            </button>
          );
        })}
      </fieldset>
    </div>
  );
}

function Choose({
  label,
  none,
  value,
  values,
  onChoose,
}: {
  label: string;
  /** The words for no choice. */
  none: string;
  value: string;
  values: string[];
  onChoose: (value: string) => void;
}) {
  // One from the address that no model has any more is shown all the same: it counts.
  const all = value && !values.includes(value) ? [value, ...values] : values;
  return (
    <Select
      aria-label={label}
      value={value}
      onChange={(event) => onChoose(event.target.value)}
      className={cn("text-sm", !value && "text-muted")}
    >
      <option value="">{none}</option>
      {all.map((one) => (
        <option key={one}>{one}</option>
      ))}
    </Select>
  );
}
