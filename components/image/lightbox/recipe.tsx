"use client";

import type { ReactNode } from "react";
import { formatRatio } from "@/lib/gallery/format";
import { formatName } from "@/lib/gallery/media";
import { mismatches } from "@/lib/generations/mismatch";
import type { GenerationDto, ImageDto, ReferenceDto } from "@/lib/generations/schema";
import { makerOf, shortName } from "@/lib/models/names";
import type { Model } from "@/lib/models/schema";
import { CopyButton } from "./copy-button";
import { Fact, Facts } from "./facts";

/** What reproduces the picture. Where something else arrived than was asked for, that stands beside it. */
export function Recipe({
  image,
  generation,
  models,
}: {
  image: ImageDto;
  generation: GenerationDto;
  models: Model[] | undefined;
}) {
  const { prompt, settings, references } = generation;
  const { aspectRatio, resolution, size, outputFormat, quality, background, seed } = settings;
  const model = models?.find(({ id }) => id === generation.model);
  const wrong = new Set(mismatches(image, settings, model));
  const { width, height } = image;
  return (
    <>
      <section aria-label="Prompt" className="grid gap-1">
        <div className="flex items-center justify-between">
          <h2 className="font-semibold text-muted text-xs">Prompt</h2>
          <CopyButton text={prompt} label="Copy the prompt" said="The prompt is in the clipboard." />
        </div>
        <p className="whitespace-pre-line text-pretty [overflow-wrap:anywhere]">{prompt}</p>
      </section>
      <Facts title="Recipe">
        <Fact name="Model">
          {model ? (
            <span title={model.id}>
              {shortName(model)} <span className="text-faint">· {makerOf(model)}</span>
            </span>
          ) : (
            generation.model
          )}
        </Fact>
        <Fact name="Ratio">
          {aspectRatio}
          {wrong.has(`not ${aspectRatio}`) && width && height && <Arrived>{formatRatio(width, height)}</Arrived>}
        </Fact>
        <Fact name="Resolution">
          {resolution}
          {wrong.has(`not ${resolution}`) && <Arrived>{`${width}×${height}`}</Arrived>}
        </Fact>
        <Fact name="Size" mono>
          {size?.replace("x", "×")}
          {size && size !== `${width}x${height}` && <Arrived>{`${width}×${height}`}</Arrived>}
        </Fact>
        <Fact name="Quality">{quality}</Fact>
        <Fact name="Background">{background}</Fact>
        <Fact name="Format">
          {outputFormat?.toUpperCase()}
          {outputFormat && wrong.has(`not ${outputFormat.toUpperCase()}`) && (
            <Arrived>{formatName(image.mediaType)}</Arrived>
          )}
        </Fact>
        <Fact name="Seed" mono>
          {seed}
        </Fact>
        <Fact name="References">{references.length > 0 && <References references={references} />}</Fact>
        <Fact name="Model said">{generation.text}</Fact>
      </Facts>
    </>
  );
}

function Arrived({ children }: { children: ReactNode }) {
  return <span className="text-warn"> · arrived {children}</span>;
}

function References({ references }: { references: ReferenceDto[] }) {
  return (
    <ol className="flex flex-wrap gap-1.5">
      {references.map(({ id }, at) => (
        <li key={id}>
          {/* biome-ignore lint/performance/noImgElement: already a thumbnail, from a route that checks its owner */}
          <img
            src={`/api/references/${id}/thumb`}
            alt={`Reference ${at + 1}`}
            className="size-12 rounded-control border bg-well object-cover"
          />
        </li>
      ))}
    </ol>
  );
}
