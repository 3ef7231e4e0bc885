/** For every answer; the Content-Security-Policy of pages is in proxy.ts, since its nonce is new each time. */
const SECURITY_HEADERS = {
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  // Not no-referrer: with it a form's Origin header would be "null", and the door would refuse it.
  "Referrer-Policy": "same-origin",
  "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
};

/**
 * JavaScript: Next would translate TypeScript anew at every start.
 *
 * @type {import("next").NextConfig}
 */
const config = {
  poweredByHeader: false,
  // Pictures are served by our own routes, which check their owner; the optimizer would be a second, open way to them.
  images: { unoptimized: true },
  serverExternalPackages: ["better-sqlite3", "sharp", "@node-rs/argon2"],
  // A start answers before it has loaded pages that nobody asked for.
  experimental: { preloadEntriesOnStart: false },
  headers: async () => [
    { source: "/:path*", headers: Object.entries(SECURITY_HEADERS).map(([key, value]) => ({ key, value })) },
  ],
  // Browsers ask for this name whatever the page's own link says.
  rewrites: async () => [{ source: "/favicon.ico", destination: "/icon.svg" }],
  typescript: { tsconfigPath: "tsconfig.json" },
};

export default config;
