"use client";

import { useSyncExternalStore } from "react";
import { formatBytes } from "@/lib/gallery/format";
import { formatName } from "@/lib/gallery/media";
import type { GenerationDto, ImageDto } from "@/lib/generations/schema";
import { CopyButton } from "./copy-button";
import { Fact, Facts } from "./facts";

/** What arrived, read from the bytes themselves, and where it came from. */
export function FileFacts({ image, generation }: { image: ImageDto; generation: GenerationDto }) {
  const { provider, openrouterId, startedAt, finishedAt } = generation;
  return (
    <Facts title="File">
      <Fact name="Pixels" mono>
        {image.width && `${image.width}×${image.height}`}
      </Fact>
      <Fact name="Format">{formatName(image.mediaType)}</Fact>
      <Fact name="Area">{areaOf(image, generation)}</Fact>
      <Fact name="Size" mono>
        <span title={`${image.bytes.toLocaleString("en")} bytes`}>{formatBytes(image.bytes)}</span>
      </Fact>
      <Fact name="Took" mono>
        {startedAt && finishedAt && `${((Date.parse(finishedAt) - Date.parse(startedAt)) / 1000).toFixed(1)} s`}
      </Fact>
      <Fact name="Created">
        <LocalTime iso={image.createdAt} />
      </Fact>
      <Fact name="Provider">{provider}</Fact>
      <Fact name="Answered by">
        {generation.answeredBy && <span className="text-warn">{generation.answeredBy}</span>}
      </Fact>
      <Fact name="OpenRouter id" mono>
        {openrouterId}
      </Fact>
      <Fact name="SHA-256" mono>
        <span className="flex items-baseline gap-1">
          <span className="min-w-0 truncate">{image.sha256}</span>
          <CopyButton text={image.sha256} label="Copy the SHA-256" said="The SHA-256 is in the clipboard." />
        </span>
      </Fact>
    </Facts>
  );
}

/** Of a masked edit: what is whose. */
function areaOf({ id, composited }: ImageDto, { edit }: GenerationDto) {
  if (composited) {
    return (
      <>
        Outside of the painted area it is the earlier picture, to the pixel.{" "}
        <a href={`/api/images/${id}/file?delivered=1&download=1`} className="underline underline-offset-2">
          Download as delivered
        </a>
      </>
    );
  }
  if (!edit?.maskId) return null;
  return (
    <span className="text-warn">What is not painted could not be put back: this is the picture as delivered.</span>
  );
}

const never = () => () => {};

/** A time in the person's own zone, which the server does not know: until the browser has spoken it is in UTC. */
function LocalTime({ iso }: { iso: string }) {
  const timeZone = useSyncExternalStore(
    never,
    () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => "UTC",
  );
  const text = new Date(iso).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone });
  return <time dateTime={iso}>{text}</time>;
}
