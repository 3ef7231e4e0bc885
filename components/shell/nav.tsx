"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { cn } from "@/lib/cn";

const PAGES: { href: string; name: string; className?: string }[] = [
  { href: "/studio", name: "Studio" },
  { href: "/gallery", name: "Gallery" },
  { href: "/models", name: "Models" },
  { href: "/usage", name: "Usage", className: "max-sm:hidden" },
  // On a phone the account menu alone leads there.
  { href: "/settings", name: "Settings", className: "max-sm:hidden" },
];

export function Nav() {
  const path = usePathname();
  return (
    <nav aria-label="Main" className="flex gap-0.5 sm:gap-1">
      {PAGES.map(({ href, name, className }) => {
        const here = path === href || path.startsWith(`${href}/`);
        return (
          <Link
            key={href}
            href={href}
            aria-current={here ? "page" : undefined}
            className={cn(
              "inline-flex h-8 items-center rounded-control border px-2 sm:px-2.5 touch:h-11",
              here ? "border-line bg-raised" : "border-transparent text-muted hover:text-text",
              className,
            )}
          >
            {name}
          </Link>
        );
      })}
    </nav>
  );
}
