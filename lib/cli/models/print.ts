import { PARAMETERS } from "@/lib/models/parameters";
import { pricePerPicture } from "@/lib/models/price";
import type { Descriptor, Endpoint, Model, PriceLine } from "@/lib/models/schema";
import { formatRange } from "@/lib/money";
import { flagFor } from "../generate/settings";
import { type Column, facts, oneLine } from "../table";
import { toReportedModel } from "./report";

const yes = (value: boolean) => (value ? "yes" : "");

/** The columns of `models`. */
export const MODEL_COLUMNS: Column<Model>[] = [
  { title: "MODEL", rank: 0, cell: ({ id }) => id },
  { title: "PRICE", rank: 0, right: true, cell: priceOf },
  { title: "RESOLUTIONS", rank: 3, cell: (model) => toReportedModel(model).resolutions.join(" ") },
  { title: "RATIOS", rank: 4, right: true, cell: (model) => countOf(toReportedModel(model).aspect_ratios) },
  { title: "REFERENCES", rank: 2, right: true, cell: referencesOf },
  { title: "SEED", rank: 6, cell: (model) => yes(toReportedModel(model).seed) },
  { title: "STREAM", rank: 7, cell: (model) => yes(toReportedModel(model).streaming) },
  { title: "ROUTE", rank: 5, cell: (model) => toReportedModel(model).routes.join("+") },
  { title: "STATE", rank: 1, cell: stateOf },
];

const countOf = (values: string[]) => (values.length > 0 ? String(values.length) : "");

function priceOf(model: Model): string {
  const price = pricePerPicture(model);
  return price ? formatRange(price) : "not known";
}

function referencesOf(model: Model): string {
  const { min, max } = toReportedModel(model).references;
  if (max === 0) return "";
  return min > 0 ? `${min}–${max}` : String(max);
}

function stateOf(model: Model): string {
  const reported = toReportedModel(model);
  return [
    reported.available ? "" : "unavailable",
    reported.expires ? `ends ${reported.expires.slice(0, 10)}` : "",
    reported.listed ? "" : "added",
    reported.new ? "new" : "",
  ]
    .filter(Boolean)
    .join(", ");
}

/** Everything that is declared of a model, offer by offer, with the options that ask for it. */
export function modelDetail(model: Model): string[] {
  const { created } = toReportedModel(model);
  return [
    ...facts([
      ["Model", model.id],
      ["Name", model.name],
      ["State", stateOf(model)],
      ["Made", created?.slice(0, 10) ?? null],
      ["Price", `${priceOf(model)} for a picture with nothing chosen`],
      ["Reads", model.inputs.join(", ")],
      ["Answers", model.outputs.join(", ")],
      ["About", oneLine(model.description)],
    ]),
    ...model.endpoints.flatMap((offer) => ["", ...offerDetail(offer)]),
    ...(model.endpoints.length > 0 ? [] : ["", "Nobody serves it now."]),
  ];
}

function offerDetail({ transport, provider, tag, streaming, capabilities, passthrough, prices }: Endpoint): string[] {
  const door = transport === "chat" ? "Chat completions (--route chat)" : "Image API (--route images)";
  const who = [provider, tag && `(--provider ${tag})`].filter(Boolean).join(" ");
  return [
    `${[who, door].filter(Boolean).join(", ")}${streaming ? ", streams" : ""}`,
    ...facts([
      ...Object.entries(capabilities).map(([wire, descriptor]): [string, string] => [
        `  ${optionFor(wire)}`,
        worded(descriptor),
      ]),
      ...passthrough
        .filter((name) => !(name in capabilities))
        .map((name): [string, string] => [`  --option ${name}=…`, "passed on as it is"]),
      ...prices.map((line): [string, string] => [
        `  ${line.billable}${line.variant ? ` ${line.variant}` : ""}`,
        costs(line),
      ]),
    ]),
  ];
}

/** What to type for a parameter of the wire. */
function optionFor(wire: string): string {
  if (wire === "input_references") return "--reference";
  if (wire === "n") return "--count";
  const field = Object.entries(PARAMETERS).find(([, parameter]) => parameter.wire === wire)?.[0];
  return (field && flagFor(field)) ?? `--param ${wire}=…`;
}

function worded(descriptor: Descriptor): string {
  switch (descriptor.type) {
    case "enum":
      return descriptor.values.join(", ");
    case "range":
      return `${descriptor.min} to ${descriptor.max}`;
    case "boolean":
      return "yes";
    case "text":
      return "any text";
    case "unknown":
      return `declared as ${oneLine(descriptor.text)}`;
  }
}

const costs = ({ usd, unit }: PriceLine) => (usd === null ? `no figure, a ${unit}` : `$${plain(usd)} a ${unit}`);

/** Without an exponent: prices of tokens are small. */
const plain = (usd: number) => usd.toFixed(12).replace(/\.?0+$/, "");
