"use client";

import { Button } from "@/components/ui/button";
import { cn } from "@/lib/cn";
import type { GenerationDto, ImageDto } from "@/lib/generations/schema";
import { isActive } from "@/lib/generations/status";
import type { Version } from "@/lib/generations/thread";
import { shortName } from "@/lib/models/names";
import type { Model } from "@/lib/models/schema";
import { formatUsd } from "@/lib/money";
import { Thumb } from "../thumb";
import { VersionEnded } from "./version-ended";
import { VersionRunning } from "./version-running";

/** One version: its pictures, the instruction, who made it and for how much; or what has become of it so far. */
export function VersionRow({
  version,
  model,
  branches,
  shown,
  onGo,
  onEditFrom,
  onReuse,
}: {
  version: Version;
  model: Model | undefined;
  /** It was not made of the version above it. */
  branches: boolean;
  shown: string;
  onGo: (image: ImageDto) => void;
  onEditFrom: (image: ImageDto) => void;
  onReuse: () => void;
}) {
  const { number, generation, images, parent } = version;
  const current = images.some(({ id }) => id === shown);
  const [first] = images;
  return (
    <li
      data-shown={current || undefined}
      className={cn(
        "grid gap-2 rounded-card border p-2",
        current ? "border-line-strong bg-surface" : "border-transparent",
      )}
    >
      <div className="flex gap-3">
        {images.length === 0 ? (
          <VersionRunning generation={generation} />
        ) : (
          <ul className={cn("grid shrink-0 gap-1 self-start", images.length > 1 && "grid-cols-2")}>
            {images.map((image, at) => (
              <li key={image.id}>
                <Picture
                  image={image}
                  small={images.length > 1}
                  label={`Version ${number}${images.length > 1 ? `, picture ${at + 1}` : ""}`}
                  current={image.id === shown}
                  onGo={() => onGo(image)}
                />
              </li>
            ))}
          </ul>
        )}
        <div className="min-w-0 flex-1">
          <p className="line-clamp-3 text-pretty text-sm [overflow-wrap:anywhere]" title={generation.prompt}>
            {generation.prompt}
          </p>
          <p className="mt-0.5 truncate font-mono text-muted text-xs">
            <span className="text-faint">{number}</span> · {model ? shortName(model) : generation.model}
            {costOf(generation)}
          </p>
          {branches && <p className="font-mono text-faint text-xs">from version {parent}</p>}
          {first && !current && (
            <Button size="sm" variant="ghost" className="-ml-2.5" onClick={() => onEditFrom(first)}>
              Edit from here
            </Button>
          )}
        </div>
      </div>
      {images.length === 0 && !isActive(generation.status) && (
        <VersionEnded generation={generation} onReuse={onReuse} />
      )}
    </li>
  );
}

function costOf({ cost, status }: GenerationDto): string {
  if (cost !== null) return ` · ${formatUsd(cost)}`;
  return status === "succeeded" ? " · not reported" : "";
}

function Picture({
  image,
  small,
  label,
  current,
  onGo,
}: {
  image: ImageDto;
  small: boolean;
  label: string;
  current: boolean;
  onGo: () => void;
}) {
  return (
    <button
      type="button"
      aria-label={label}
      aria-current={current}
      onClick={onGo}
      className={cn(
        "relative block overflow-hidden rounded-control bg-well",
        small ? "size-9" : "size-16",
        current && "outline-2 outline-accent outline-offset-1",
      )}
    >
      <Thumb image={image} alt="" />
    </button>
  );
}
