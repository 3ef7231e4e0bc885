import { type NextRequest, NextResponse } from "next/server";
import { env } from "@/lib/env";

/**
 * Gives each page its Content-Security-Policy. It guards nothing else: who may see what is checked where the rows are read.
 */
export function proxy(request: NextRequest): NextResponse {
  const https = env().appUrl?.startsWith("https:") ?? false;
  const policy = contentSecurityPolicy(crypto.randomUUID(), { https, development: !env().production });
  const headers = new Headers(request.headers);
  // Next takes the nonce for its own scripts from the policy on the request.
  headers.set("Content-Security-Policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("Content-Security-Policy", policy);
  if (https) response.headers.set("Strict-Transport-Security", "max-age=31536000");
  return response;
}

/** Scripts run only with this answer's nonce, or when such a script loads them. */
function contentSecurityPolicy(
  nonce: string,
  { https, development }: { https: boolean; development: boolean },
): string {
  return [
    "default-src 'self'",
    // The development server rebuilds stack traces with eval and puts styles into the page.
    `script-src 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    `style-src 'self'${development ? " 'unsafe-inline'" : ""}`,
    // React's `style` attributes: sizes and colours that come from the pictures.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(https ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
}

// Pages only. Uploads must stay out: Next cuts a body of more than 10 MB that passes here, and goes on with what is left.
export const config = { matcher: "/((?!api/|_next/|icon\\.svg|favicon\\.ico).*)" };
