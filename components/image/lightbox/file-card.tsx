import { buttonClass } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { formatBytes } from "@/lib/gallery/format";
import { formatName } from "@/lib/gallery/media";
import type { ImageDto } from "@/lib/generations/schema";

/** Bytes that no decoder took for a picture: they were paid for, so they are kept, and can be had. */
export function FileCard({ image }: { image: ImageDto }) {
  return (
    <div className="absolute inset-0 grid place-content-center justify-items-center gap-2 p-6 text-center">
      <span className="text-muted">
        <Icon name="file" size={48} />
      </span>
      <p className="font-medium text-lg">
        {formatName(image.mediaType)} · {formatBytes(image.bytes)}
      </p>
      <p className="max-w-[40ch] text-pretty text-muted">
        What the provider sent could not be read as a picture. It is kept as it came.
      </p>
      <a href={`/api/images/${image.id}/file?download=1`} className={buttonClass({ variant: "primary" })}>
        <Icon name="download" />
        Download
      </a>
    </div>
  );
}
