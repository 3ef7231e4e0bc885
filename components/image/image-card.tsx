import { cn } from "@/lib/cn";
import type { ImageDto } from "@/lib/generations/schema";
import { ImageLink } from "./image-link";
import { Thumb } from "./thumb";

/** A picture's thumbnail, linked to its page. It has the picture's own shape unless its box is given both measures. */
export function ImageCard({
  image,
  alt,
  href,
  className,
}: {
  image: ImageDto;
  /** The prompt. */
  alt: string;
  href: string;
  className?: string;
}) {
  return (
    <ImageLink
      image={image}
      href={href}
      className={cn("relative block min-w-0 overflow-hidden rounded-control bg-well", className)}
      style={{ aspectRatio: image.width && image.height ? image.width / image.height : 1 }}
    >
      <Thumb image={image} alt={alt} />
    </ImageLink>
  );
}
