import Link from "next/link";
import { AccountMenu } from "./account-menu";
import { BalanceButton } from "./balance";
import { Brand } from "./brand";
import { Nav } from "./nav";
import { RunningPill } from "./running-pill";

export function Header() {
  return (
    <header className="sticky top-0 z-30 flex h-13 items-center gap-2 border-b bg-bg px-3 sm:gap-6 sm:px-5">
      <a
        href="#main"
        className="-translate-y-20 absolute top-2 left-3 z-10 rounded-control bg-strong px-3 py-1.5 text-on-strong focus:translate-y-0"
      >
        Skip to the content
      </a>
      <Link href="/studio" className="py-2 touch:px-1 touch:py-3">
        <Brand />
      </Link>
      <Nav />
      <div className="ml-auto flex items-center gap-2 sm:gap-3.5">
        <RunningPill />
        <BalanceButton />
        <AccountMenu />
      </div>
    </header>
  );
}
