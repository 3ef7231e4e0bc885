import { createHash } from "node:crypto";
import type { Refusal } from "../refusal";

export type Page = { status: number; html: string; policy: string };

/** The question with its two buttons. The form goes back to the address it came from, which holds the whole wish. */
export function requestPage({ app, callback }: { app: string; callback: URL | undefined }): Page {
  const leadsTo = callback
    ? `Either answer takes you back to <strong>${escaped(callback.origin)}</strong>.`
    : "You will get a code to copy into the app.";
  return page(
    200,
    "Authorize an app",
    `<h1>Authorize <em>${escaped(app)}</em> to use your sandbox OpenRouter account?</h1>
<p>It gets a key of its own and can make pictures with it. This is the sandbox: nothing here costs money, and no real account is touched.</p>
<p>${leadsTo}</p>
<form method="post"><button name="decision" value="authorize">Authorize</button><button name="decision" value="deny" class="quiet">Deny</button></form>`,
    callback,
  );
}

/** The end of a visit without a callback: the code to copy, or the word that there is none. */
export function codePage(app: string, code: string | undefined): Page {
  const content = code
    ? `<h1>Copy this code into ${escaped(app)}</h1><p><output>${escaped(code)}</output></p><p>It works once, within ten minutes.</p>`
    : "<h1>Denied</h1><p>The app got nothing. You can close this page.</p>";
  return page(200, code ? "Your code" : "Denied", content);
}

export const refusalPage = ({ status, message }: Refusal): Page =>
  page(status, "This link does not work", `<h1>This link does not work</h1><p>${escaped(message)}</p>`);

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; background: light-dark(#f4f4f3, #161617); color: light-dark(#1c1c1e, #ececee); }
body { margin: 0; min-height: 100dvh; display: grid; place-items: center; padding: 1rem; box-sizing: border-box; }
main { max-width: 27rem; padding: 2rem; border-radius: 14px; background: light-dark(#fff, #212123); border: 1px solid light-dark(#dcdcda, #37373a); overflow-wrap: anywhere; }
h1 { font-size: 1.25rem; line-height: 1.3; margin: 0 0 1rem; text-wrap: balance; }
em { font-style: normal; color: light-dark(#1f5fbf, #8ab8ff); }
p { margin: 0 0 1rem; color: light-dark(#55555a, #b4b4ba); }
strong, output { color: light-dark(#1c1c1e, #ececee); }
output { font: 1rem/1.5 ui-monospace, monospace; user-select: all; }
form { display: flex; gap: .75rem; margin-top: 1.5rem; }
button { flex: 1; min-height: 2.75rem; border-radius: 9px; font: inherit; font-weight: 600; border: 1px solid transparent; background: light-dark(#1f5fbf, #8ab8ff); color: light-dark(#fff, #10131a); cursor: pointer; }
button.quiet { background: none; border-color: light-dark(#8a8a87, #77777c); color: inherit; }
button:focus-visible { outline: 3px solid light-dark(#1f5fbf, #8ab8ff); outline-offset: 2px; }
`;
const STYLE_HASH = createHash("sha256").update(STYLE).digest("base64");

function page(status: number, title: string, content: string, callback?: URL): Page {
  return {
    status,
    html: `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title} · Sandbox</title><style>${STYLE}</style></head><body><main>${content}</main></body></html>`,
    // Chromium holds a form's redirect to form-action too, so the callback has to be named.
    policy: `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; form-action 'self'${callback ? ` ${callback.origin}` : ""}; base-uri 'none'; frame-ancestors 'none'`,
  };
}

const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);
