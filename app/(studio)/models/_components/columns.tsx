import type { ReactNode } from "react";
import { RatioShape } from "@/components/model/ratio-shape";
import { Icon } from "@/components/ui/icon";
import { formatRange } from "@/lib/money";
import type { Row } from "./rows";
import type { Sort } from "./view";

/** A column beside the model's name. */
export interface Column {
  label: string;
  /** What it says, where the label is too short for it. */
  about?: string;
  sort?: Sort;
  /** Where the most is the best, it comes first. */
  descendingFirst?: boolean;
  align?: "right" | "center";
  cell: (row: Row) => ReactNode;
}

// The price stands beside the name: on a phone that is all there is room for.
export const COLUMNS: Column[] = [
  {
    label: "Price",
    about: "One picture of the size that is chosen above, with as few reference images as the model needs",
    sort: "price",
    align: "right",
    cell: ({ price }) =>
      "reason" in price ? <Faint>{price.reason}</Faint> : <span className="font-mono">{formatRange(price)}</span>,
  },
  { label: "Maker", sort: "maker", cell: ({ maker }) => <span className="text-muted">{maker}</span> },
  {
    label: "Your time",
    about: "Median seconds of your own pictures",
    sort: "seconds",
    align: "right",
    cell: ({ stats }) =>
      stats?.seconds != null ? <span className="font-mono">{stats.seconds.toFixed(1)} s</span> : <No word="not used" />,
  },
  {
    label: "Refused",
    about: "Your requests that were refused for what they asked",
    sort: "refused",
    align: "right",
    cell: ({ stats }) =>
      stats ? (
        <span className="font-mono">
          {stats.refused} of {stats.ended}
        </span>
      ) : (
        <No word="not used" />
      ),
  },
  {
    label: "Up to",
    about: "Largest resolution that can be chosen",
    sort: "resolution",
    descendingFirst: true,
    align: "right",
    cell: ({ facts }) => (facts.largest ? <span className="font-mono">{facts.largest}</span> : <Faint>fixed</Faint>),
  },
  {
    label: "Ratios",
    sort: "ratios",
    descendingFirst: true,
    cell: ({ facts }) => (facts.ratios.length > 0 ? <Ratios ratios={facts.ratios} /> : <Faint>its own</Faint>),
  },
  {
    label: "References",
    about: "Reference images of one request",
    sort: "references",
    descendingFirst: true,
    align: "right",
    cell: ({ facts: { references } }) =>
      references.max > 0 ? (
        <span className="font-mono">
          {references.min}–{references.max}
        </span>
      ) : (
        <No />
      ),
  },
  {
    label: "At once",
    about: "Pictures that one request may bring",
    align: "right",
    cell: ({ facts }) => <span className="font-mono">{facts.pictures}</span>,
  },
  {
    label: "Formats",
    about: "File formats that can be chosen",
    cell: ({ facts }) =>
      facts.formats.length > 0 ? (
        <span className="font-mono text-xs uppercase">{facts.formats.join(" ")}</span>
      ) : (
        <Faint>its own</Faint>
      ),
  },
  { label: "Transparent", align: "center", cell: ({ facts }) => <YesNo yes={facts.transparent} /> },
  { label: "Seed", align: "center", cell: ({ facts }) => <YesNo yes={facts.seed} /> },
  {
    label: "Streams",
    about: "Shows partial pictures while it works",
    align: "center",
    cell: ({ facts }) => <YesNo yes={facts.streams} />,
  },
  {
    label: "Route",
    about: "OpenRouter's Image API, chat completions, or both",
    cell: ({ facts: { imageApi, chat } }) => (imageApi ? chat ? "both" : "Image API" : chat ? "chat" : <No />),
  },
  {
    label: "Providers",
    cell: ({ facts: { providers } }) =>
      providers.length > 0 ? <span title={providers.join(", ")}>{summed(providers)}</span> : <Faint>not told</Faint>,
  },
  {
    label: "Since",
    about: "When OpenRouter listed it first",
    sort: "since",
    descendingFirst: true,
    align: "right",
    cell: ({ model }) =>
      model.created > 0 ? (
        <span className="font-mono text-muted text-xs">
          {new Date(model.created * 1000).toISOString().slice(0, 10)}
        </span>
      ) : (
        <Faint>not told</Faint>
      ),
  },
];

/** Shapes that fit into the column. */
const SHAPES = 6;

function Ratios({ ratios }: { ratios: string[] }) {
  return (
    <span className="flex items-center gap-1.5" title={ratios.join("  ")}>
      <span className="w-4 shrink-0 text-right font-mono">{ratios.length}</span>
      <span className="flex gap-0.5 text-faint">
        {ratios.slice(0, SHAPES).map((ratio) => (
          <RatioShape key={ratio} ratio={ratio} box={12} />
        ))}
      </span>
      <span className="sr-only">{ratios.join(", ")}</span>
    </span>
  );
}

const summed = ([first, ...others]: string[]) => (others.length > 0 ? `${first} +${others.length}` : first);

const Faint = ({ children }: { children: ReactNode }) => <span className="text-faint text-xs">{children}</span>;

const No = ({ word = "no" }) => (
  <span className="text-faint">
    <span aria-hidden="true">–</span>
    <span className="sr-only">{word}</span>
  </span>
);

const YesNo = ({ yes }: { yes: boolean }) =>
  yes ? (
    <span className="inline-block align-middle">
      <Icon name="check" size={14} />
      <span className="sr-only">yes</span>
    </span>
  ) : (
    <No />
  );
