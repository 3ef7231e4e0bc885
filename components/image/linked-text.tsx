import { Fragment } from "react";

/** OpenRouter's own pages, such as its settings; the sentence's full stop is no part of the address. */
const LINK = /(https:\/\/openrouter\.ai\/[\w/?#=&%.-]*[\w/#=])/;

/**
 * A sentence about an error with its addresses as links. It may quote an upstream, so that only addresses of OpenRouter's
 * own pages are links; any other stays text.
 */
export function LinkedText({ children }: { children: string }) {
  return children.split(LINK).map((part, at) =>
    at % 2 === 0 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never move
      <Fragment key={at}>{part}</Fragment>
    ) : (
      <a
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never move
        key={at}
        href={part}
        target="_blank"
        rel="noreferrer"
        className="underline underline-offset-2 hover:text-text"
      >
        {part.replace("https://", "")}
      </a>
    ),
  );
}
