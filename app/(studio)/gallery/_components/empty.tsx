import Link from "next/link";
import type { ReactNode } from "react";
import { buttonClass } from "@/components/ui/button";
import { Icon, type IconName } from "@/components/ui/icon";
import { type Filters, filterQuery } from "@/lib/gallery/filters";

/** What is said where there is no picture, and the way on. */
export function Empty({ filters }: { filters: Filters }) {
  const { q, favorites, trash } = filters;
  if (q) {
    const where = trash ? " in the trash" : favorites ? " among the favorites" : "";
    return (
      <Message icon="search" title="No match" text={`No prompt${where} has all of these words: ${q}`}>
        <Link href={`/gallery${filterQuery({ ...filters, q: "" })}`} className={buttonClass()}>
          Clear the search
        </Link>
      </Message>
    );
  }
  if (trash) {
    return (
      <Message icon="trash" title="The trash is empty" text="What you delete is kept here for at least 30 days." />
    );
  }
  if (favorites) {
    return <Message icon="star" title="No favorites yet" text="Press the star on a picture to find it here again." />;
  }
  return (
    <Message
      icon="image"
      title="No pictures yet"
      text="Every picture you generate is kept here, with its prompt and its cost."
    >
      <Link href="/studio" className={buttonClass({ variant: "primary" })}>
        Make the first one
      </Link>
    </Message>
  );
}

function Message({
  icon,
  title,
  text,
  children,
}: {
  icon: IconName;
  title: string;
  text: string;
  children?: ReactNode;
}) {
  return (
    <div className="grid justify-items-center gap-2 px-4 py-24 text-center">
      <span className="text-faint">
        <Icon name={icon} size={32} />
      </span>
      <h2 className="font-semibold text-lg">{title}</h2>
      <p className="max-w-[46ch] text-pretty text-muted [overflow-wrap:anywhere]">{text}</p>
      <div className="mt-2">{children}</div>
    </div>
  );
}
