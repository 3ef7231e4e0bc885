import Link from "next/link";
import type { KeyState } from "@/lib/settings/schema";

/** Says where pictures do not come from a model, or where none can be sent at all, and what to do about it. */
export function KeyBanner({ state: { payer, own, unusedServer } }: { state: KeyState }) {
  if (own?.readable === false) {
    return (
      <p role="note" className="border-b bg-well px-3 py-2 text-muted text-sm sm:px-5">
        <b className="font-semibold text-warn">Your OpenRouter key cannot be read any more:</b> the server's secret has
        changed. Nothing is sent until you <ToSettings>paste it again</ToSettings> or remove it.
      </p>
    );
  }
  if (payer !== "sandbox") return null;
  return (
    <p role="note" className="border-b bg-well px-3 py-2 text-muted text-sm sm:px-5">
      <b className="font-semibold text-text">Sandbox:</b> pictures are painted by a built-in stand-in. Prices are those
      of the real models; nothing is charged. {unusedServer && <UnusedServer />}For real models{" "}
      <ToSettings>sign in with OpenRouter or paste a key</ToSettings>, or set <Variable>OPENROUTER_API_KEY</Variable>{" "}
      for everybody here.
    </p>
  );
}

const UnusedServer = () => (
  <span className="text-warn">
    <Variable>OPENROUTER_BASE_URL</Variable> is set, but no key for that server.{" "}
  </span>
);

const Variable = ({ children }: { children: string }) => (
  <code className="font-mono text-text text-xs">{children}</code>
);

const ToSettings = ({ children }: { children: string }) => (
  <Link href="/settings" className="text-accent underline underline-offset-2">
    {children}
  </Link>
);
