import type { ReactNode } from "react";
import { LightboxLayer } from "@/components/image/lightbox/layer";

export default function GalleryLayout({ children }: { children: ReactNode }) {
  return <LightboxLayer>{children}</LightboxLayer>;
}
