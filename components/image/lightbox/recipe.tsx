"use client";

import { formatRatio } from "@/lib/gallery/format";
import { formatName } from "@/lib/gallery/media";
import { type Mismatch, mismatches } from "@/lib/generations/mismatch";
import { referenceName } from "@/lib/generations/reference-name";
import type { GenerationDto, ImageDto, ReferenceDto } from "@/lib/generations/schema";
import { makerOf, shortName } from "@/lib/models/names";
import { asked } from "@/lib/models/parameters";
import type { Model } from "@/lib/models/schema";
import { CopyButton } from "./copy-button";
import { Fact, Facts } from "./facts";
import { SettingValue } from "./setting-value";

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
  const { prompt, settings, references, transport } = generation;
  const model = models?.find(({ id }) => id === generation.model);
  const wrong = new Map<string, string>(
    mismatches(image, settings, model).map(({ field }) => [field, arrivedAs(field, image)]),
  );
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
        {asked(settings).map((one) => (
          <Fact key={one.field} name={capitalized(one.label)}>
            <SettingValue one={one} settings={settings} />
            {wrong.has(one.field) && <span className="text-warn"> · arrived {wrong.get(one.field)}</span>}
          </Fact>
        ))}
        <Fact name="Only provider">{settings.provider}</Fact>
        <Fact name="Route">{(settings.transport || transport === "chat") && ROUTES[transport]}</Fact>
        <Fact name="References">{references.length > 0 && <References references={references} />}</Fact>
        <Fact name="Model said">{generation.text}</Fact>
      </Facts>
    </>
  );
}

const ROUTES = { images: "Image API", chat: "Chat completions" };

const capitalized = (label: string) => label.replace(/^[a-z]/, (letter) => letter.toUpperCase());

/** The picture's own value of a setting that it does not keep to. */
function arrivedAs(field: Mismatch["field"], { width, height, mediaType }: ImageDto): string {
  if (field === "outputFormat") return formatName(mediaType);
  if (field === "background") return `${formatName(mediaType)}, which is opaque`;
  return field === "aspectRatio" && width && height ? formatRatio(width, height) : `${width}×${height}`;
}

function References({ references }: { references: ReferenceDto[] }) {
  return (
    <ol className="flex flex-wrap gap-1.5">
      {references.map(({ id }, at) => (
        <li key={id}>
          {/* biome-ignore lint/performance/noImgElement: already a thumbnail, from a route that checks its owner */}
          <img
            src={`/api/references/${id}/thumb`}
            alt={referenceName(at + 1)}
            title={referenceName(at + 1)}
            className="size-12 rounded-control border bg-well object-cover"
          />
        </li>
      ))}
    </ol>
  );
}
