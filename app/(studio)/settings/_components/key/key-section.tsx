import { ago } from "@/lib/ago";
import type { KeyState } from "@/lib/settings/schema";
import { KeyBalance } from "./key-balance";
import { PasteForm } from "./paste-form";
import { RemoveButton } from "./remove-button";
import { SignInButton } from "./sign-in-button";

const SOURCES = { pasted: "Pasted", openrouter: "By signing in at OpenRouter" };

/** `owner`: of the studio, who may see what is left on the studio's key. */
export function KeySection({ state, owner }: { state: KeyState; owner: boolean }) {
  const { payer, own, host } = state;
  const mayKnow = own ? own.readable : payer === "studio" && owner;
  return (
    <>
      <p>{paying(state)}</p>
      {own && (
        <div className="flex items-center justify-between gap-3 rounded-control border bg-well px-3 py-2.5">
          <div className="min-w-0">
            <p className="font-medium font-mono">sk-or-…{own.last4}</p>
            <p className="text-muted text-sm">
              {SOURCES[own.source]}, {ago(own.createdAt)}
            </p>
          </div>
          <RemoveButton last4={own.last4} />
        </div>
      )}
      {mayKnow && <KeyBalance />}
      <div className="grid gap-4 border-t pt-4">
        {own && <h3 className="font-medium">Use another key</h3>}
        <div className="grid items-start gap-5 sm:grid-cols-2">
          <div className="grid gap-1.5">
            <p className="font-medium">Let OpenRouter make one</p>
            <SignInButton variant={own ? "default" : "primary"} />
            <p className="text-muted text-sm">
              OpenRouter asks you, then makes a key for Proofsheet. You can limit or delete it there.
            </p>
          </div>
          <PasteForm host={host} />
        </div>
        <p className="text-muted text-sm">
          A key is kept encrypted on this server and sent to {host} alone. No page ever shows more than its last four
          characters.
        </p>
      </div>
    </>
  );
}

/** Whose key pays, and what a key of one's own would change. */
function paying({ payer, own, host, unusedServer }: KeyState): string {
  if (own?.readable === false) {
    return "Your key cannot be read any more: the secret it was encrypted with has changed. Nothing is sent until you paste it again, or remove it.";
  }
  if (payer === "own") return "Your own key pays for your pictures.";
  if (payer === "studio") return "The studio's key pays for your pictures. With a key of your own, yours would.";
  return unusedServer
    ? `Your pictures are painted by the sandbox and cost nothing. With a key you would reach ${host}.`
    : "Your pictures are painted by the sandbox and cost nothing. With a key real models make them.";
}
