import "server-only";
import { randomBytes } from "node:crypto";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";
import { env } from "@/lib/env";

// Next shows a page or an action the headers of a request and not its connection, and takes X-Forwarded-For from whoever
// sends it. So the true address travels in a header whose name nobody outside this process can know.
const shared = globalThis as typeof globalThis & { proofsheetAddressHeader?: string };

/** From now on every request of this process carries the address it came from. Called once, before the first request. */
export function watchAddresses(): void {
  if (shared.proofsheetAddressHeader) return;
  const name = `x-address-${randomBytes(16).toString("hex")}`;
  shared.proofsheetAddressHeader = name;
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    request.headers[name] = forwardedFor(request) ?? request.socket.remoteAddress;
  });
}

/**
 * Proofsheet speaks no TLS: with an https address a proxy stands in front, and every connection is the proxy's. It appends the
 * address that it saw, so only the last entry was not chosen by the sender.
 */
function forwardedFor({ headers }: IncomingMessage): string | undefined {
  if (!env().appUrl?.startsWith("https:")) return undefined;
  const last = headers["x-forwarded-for"]?.toString().split(",").at(-1)?.trim() ?? "";
  return isIP(last) ? last : undefined;
}

/** Who is at the other end of the connection: an IPv4 address, or the /64 network that an IPv6 customer gets whole. */
export function clientAddress(headers: Headers): string {
  const address = (shared.proofsheetAddressHeader && headers.get(shared.proofsheetAddressHeader)) || "unknown";
  return networkOf(address);
}

/** Exported for its test. */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, "").replace(/%.*$/, "");
  if (isIP(plain) !== 6) return plain;
  const [head = "", tail] = plain.split("::");
  const groups = (text: string) => (text ? text.split(":") : []);
  const missing = tail === undefined ? 0 : 8 - groups(head).length - groups(tail).length;
  const all = [...groups(head), ...Array.from({ length: missing }, () => "0"), ...groups(tail ?? "")];
  return `${all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":")}::/64`;
}
