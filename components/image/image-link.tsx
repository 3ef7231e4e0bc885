"use client";

import Link from "next/link";
import { type ComponentProps, createContext, useContext } from "react";
import type { ImageDto } from "@/lib/generations/schema";

/** Opens a picture over the page that is there; null where no lightbox waits, so that the link loads a page. */
export const OpenImage = createContext<((image: ImageDto | null, href: string) => void) | null>(null);

/** A link to a picture's page. It opens in place, at once; with a modifier key it is a link like any other. */
export function ImageLink({
  image,
  href,
  ...props
}: {
  /** What is known of it already; null: nothing but where it is. */
  image: ImageDto | null;
  href: string;
} & ComponentProps<"a">) {
  const open = useContext(OpenImage);
  return (
    <Link
      href={href}
      prefetch={false}
      onNavigate={(event) => {
        if (!open) return;
        event.preventDefault();
        open(image, href);
      }}
      {...props}
    />
  );
}
