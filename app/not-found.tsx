import Link from "next/link";
import { Notice } from "@/components/shell/notice";
import { buttonClass } from "@/components/ui/button";

export default function NotFound() {
  return (
    <Notice title="There is nothing here" text="The address is wrong, or what was here belongs to another account.">
      <Link href="/studio" className={buttonClass({ variant: "primary" })}>
        Go to the studio
      </Link>
    </Notice>
  );
}
