"use client";

import { usePathname } from "next/navigation";
import { Lightbox } from "./lightbox";

/** The lightbox as a page of its own. The arrows change the address by hand, so it alone says which picture is shown. */
export function LightboxPage() {
  return <Lightbox id={usePathname().split("/").at(-1) ?? ""} />;
}
