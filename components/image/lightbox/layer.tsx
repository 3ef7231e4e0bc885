"use client";

import { useQueryClient } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { usePathname, useSelectedLayoutSegments } from "next/navigation";
import type { ReactNode } from "react";
import { galleryKeys } from "@/lib/gallery/queries";
import { OpenImage } from "../image-link";
import { openOver } from "./address";

const Lightbox = dynamic(() => import("./lightbox").then((module) => module.Lightbox));

const IMAGE_PATH = /^\/gallery\/([^/]+)$/;
const UUID = /^[0-9a-f-]{36}$/;

/**
 * Lets every `ImageLink` inside open its picture over the page that is there, without asking the server for a page: the
 * address changes, the page below stays as it is, and Back closes the picture.
 */
export function LightboxLayer({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const id = IMAGE_PATH.exec(usePathname())?.[1];
  // Loaded by its address, the page below is the picture's own and shows it itself.
  const isPage = UUID.test(useSelectedLayoutSegments().at(-1) ?? "");
  return (
    <OpenImage
      value={(image, href) => {
        if (image) client.setQueryData(galleryKeys.preview(image.id), image);
        openOver(href);
      }}
    >
      {children}
      {id && !isPage && <Lightbox id={id} />}
    </OpenImage>
  );
}
