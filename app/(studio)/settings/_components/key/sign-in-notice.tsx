import { cn } from "@/lib/cn";
import type { KeyState, SignInOutcome } from "@/lib/settings/schema";

const AGAIN = "Nothing was changed. Sign in once more.";

const SAYS: Record<SignInOutcome, string> = {
  connected: "You are connected to OpenRouter: the key it gave pays for your pictures from now on.",
  denied: "OpenRouter was not allowed to give a key. Nothing was changed.",
  expired: `The sign-in took longer than ten minutes. ${AGAIN}`,
  used: `This sign-in was used before, or a later one took its place. ${AGAIN}`,
  "other-person": `This sign-in was begun by somebody else. ${AGAIN}`,
  "signed-out": `You were signed out of Proofsheet meanwhile. ${AGAIN}`,
  refused: `OpenRouter did not give a key for this sign-in. ${AGAIN} Or paste a key.`,
  unreachable: "OpenRouter could not be reached to fetch the key. Nothing was changed. Sign in once more in a minute.",
};

/** How the sign-in at OpenRouter ended, said once the browser is back. `outcome` comes from the address, which may be old. */
export function SignInNotice({ outcome, own }: { outcome: string | undefined; own: KeyState["own"] }) {
  if (!outcome || !Object.hasOwn(SAYS, outcome)) return null;
  const known = outcome as SignInOutcome;
  if (known === "connected" && own?.source !== "openrouter") return null;
  return (
    <p
      role="status"
      className={cn("rounded-control bg-well px-3 py-2", known === "connected" ? "text-ok" : "text-warn")}
    >
      {SAYS[known]}
    </p>
  );
}
