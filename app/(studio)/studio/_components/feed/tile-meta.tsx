import { cn } from "@/lib/cn";
import { mismatches } from "@/lib/generations/mismatch";
import type { GenerationDto } from "@/lib/generations/schema";
import type { Model } from "@/lib/models/schema";
import { formatEstimate, formatUsd } from "@/lib/money";
import { modelName, nameOf } from "../describe";
import { differences } from "./findings";

/** Under each tile: model and cost, pixels and seconds. */
export function TileMeta({ generation, model }: { generation: GenerationDto; model: Model | undefined }) {
  const { images, settings } = generation;
  const picture = images.find(({ width }) => width !== null);
  const different = differences(generation);
  const wrong = picture ? mismatches(picture, settings, model) : [];
  return (
    <dl className="grid grid-cols-[1fr_auto] gap-x-2">
      <dt className="sr-only">Model</dt>
      <dd className="truncate font-medium" title={generation.model}>
        {modelName(model, generation.model)}
      </dd>
      <dt className="sr-only">Cost</dt>
      <dd className={RIGHT}>{costOf(generation)}</dd>
      <dt className="sr-only">{picture ? "Pixels" : "Settings"}</dt>
      <dd className={cn(VALUE, "truncate")}>
        {picture ? `${picture.width}×${picture.height}` : asked(generation)}
        {wrong.length > 0 && (
          <span className="text-warn"> · {wrong.map(({ asked }) => `not ${asked}`).join(" · ")}</span>
        )}
        {generation.cancelRequested && picture && <span className="text-warn"> · after cancel</span>}
      </dd>
      <dt className="sr-only">Seconds</dt>
      <dd className={RIGHT}>{secondsOf(generation)}</dd>
      {different.length > 0 && (
        <>
          <dt className="sr-only">Otherwise than asked</dt>
          <dd className={cn(VALUE, "col-span-full text-warn [overflow-wrap:anywhere]")}>{different.join(" · ")}</dd>
        </>
      )}
    </dl>
  );
}

const VALUE = "font-mono text-muted text-xs leading-5";
const RIGHT = `${VALUE} text-right`;

/** The provider's figure; before it, the estimate. What was not reported is not zero. */
function costOf({ status, cost, charged, estimate }: GenerationDto): string {
  if (cost !== null) return formatUsd(cost);
  if (status === "succeeded") return "not reported";
  if (charged === "no" && (status === "failed" || status === "canceled")) return "$0";
  if (!estimate) return "price unknown";
  const middle = (estimate.low + estimate.high) / 2;
  return `≈ ${formatEstimate({ low: middle, high: middle })}`;
}

function asked({ settings }: GenerationDto): string {
  const { aspectRatio, resolution, quality } = settings;
  return [aspectRatio, resolution, quality].flatMap((value) => (value ? nameOf(value) : [])).join(" · ");
}

function secondsOf({ startedAt, finishedAt }: GenerationDto): string {
  if (!startedAt || !finishedAt) return "";
  return `${((Date.parse(finishedAt) - Date.parse(startedAt)) / 1_000).toFixed(1)} s`;
}
