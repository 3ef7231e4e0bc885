import { CopyButton } from "../lightbox/copy-button";

/** A request or an answer as it went over the wire; it wraps, so that a phone shows it whole. */
export function RawText({ title, text }: { title: "Request" | "Response"; text: string | null }) {
  return (
    <section aria-label={title} className="grid min-w-0 content-start gap-1">
      <div className="flex min-h-7.5 items-center justify-between">
        <h3 className="font-semibold text-muted text-xs">{title}</h3>
        {text !== null && (
          <CopyButton
            text={text}
            label={`Copy the ${title.toLowerCase()}`}
            said={`The ${title.toLowerCase()} is in the clipboard.`}
          />
        )}
      </div>
      {text === null ? (
        <p className="rounded-control border border-dashed p-3 text-muted text-sm">
          Not kept: nothing came, it is not over, or an earlier version made it.
        </p>
      ) : (
        <pre
          // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so it must be reachable by keyboard
          tabIndex={0}
          className="max-h-[46dvh] overflow-auto overscroll-contain whitespace-pre-wrap rounded-control bg-well p-3 font-mono text-xs leading-5 [overflow-wrap:anywhere]"
        >
          {text}
        </pre>
      )}
    </section>
  );
}
