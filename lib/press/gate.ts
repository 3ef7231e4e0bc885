import "server-only";
import { keyAccepted } from "@/lib/openrouter/account";
import { upstreamOf } from "@/lib/settings/upstream";
import type { Verdict } from "./judge";
import { type Call, Limits } from "./limits";

/** How long what is known of a key holds. */
const KNOWN_MS = 60_000;
/** Calls at once with a key of which nobody could say whether it is good: a bad one meets no more than these. */
const UNPROVED_CALLS = 2;

/** What one process lets out: so many calls with one key and to one model, and none with a key that is refused. */
export class Gate {
  private readonly limits: Limits;
  /** By `keyRef`. Not `good`: nobody could say. */
  private readonly keys = new Map<string, { good: boolean; at: number }>();

  constructor(calls: number) {
    this.limits = new Limits(calls);
  }

  full = () => this.limits.full();

  /** Takes a place, which `leave` gives back; `later`: there is none now; `refused`: the server does not accept the key. */
  async enter(call: Call): Promise<"in" | "later" | "refused"> {
    const key = await this.ask(call.keyRef);
    if (key === "refused") return "refused";
    if (key === "untold" && this.limits.running(call) >= UNPROVED_CALLS) return "later";
    return this.limits.take(call) ? "in" : "later";
  }

  leave(call: Call): void {
    this.limits.free(call);
  }

  /** Learns from how a call that left at `sentAt` ended. */
  learn(call: Call, verdict: Verdict, sentAt: number): void {
    if (verdict.kind === "delivered") {
      this.limits.raise(call);
      this.keys.set(call.keyRef, { good: true, at: Date.now() });
      return;
    }
    const { code } = verdict.refusal;
    if (code === "unauthorized") this.keys.delete(call.keyRef);
    if (code === "in_flight_budget") this.limits.lower("key", call, sentAt);
    if (code === "rate_limited") this.limits.lower("model", call, sentAt);
  }

  private async ask(keyRef: string): Promise<"good" | "untold" | "refused"> {
    const known = this.keys.get(keyRef);
    if (known && Math.abs(Date.now() - known.at) < KNOWN_MS) return known.good ? "good" : "untold";
    const server = await upstreamOf(keyRef);
    // What becomes of a key that is gone is told where its request is composed.
    if (!server || server.sandbox) return "good";
    const accepted = await keyAccepted(server.baseUrl, server.apiKey);
    if (accepted === false) {
      this.keys.delete(keyRef);
      return "refused";
    }
    this.keys.set(keyRef, { good: accepted === true, at: Date.now() });
    return accepted ? "good" : "untold";
  }
}
