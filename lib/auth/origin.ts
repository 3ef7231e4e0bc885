/** What a request says about where it comes from. */
export interface Arrival {
  origin: string | null;
  /** `Sec-Fetch-Site`: set by the browser, out of reach of the page. */
  fetchSite: string | null;
  host: string | null;
}

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/**
 * Whether a request that changes something comes from our own pages. With `appUrl` its origin is the only one; else the
 * origin must be the host that was asked, and that host a loopback name or the one we listen on. `X-Forwarded-Host` is
 * never looked at: anybody can send it.
 */
export function isOwnOrigin(
  { origin, fetchSite, host }: Arrival,
  own: { appUrl?: string | undefined; host: string },
): boolean {
  if (origin === null) return fetchSite === "same-origin";
  if (own.appUrl) return origin === new URL(own.appUrl).origin;
  const url = URL.canParse(origin) ? new URL(origin) : null;
  return (
    url !== null &&
    url.host === host &&
    (LOOPBACK.test(url.hostname) || url.hostname === bracketed(own.host) || isAny(own.host))
  );
}

/** Listening on every address, the name in the address bar can be any of the machine's. */
const isAny = (host: string) => host === "0.0.0.0" || host === "::";
const bracketed = (host: string) => (host.includes(":") ? `[${host}]` : host);
