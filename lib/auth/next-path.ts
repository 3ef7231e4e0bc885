const HOME = "/studio";

/** Where to go after signing in: a path of ours, whatever the address asked for. */
export function nextPath(wanted: string | undefined): string {
  // Browsers read a backslash as a slash and drop tabs and line ends, so that `/\t/evil` would leave the site.
  if (!wanted?.startsWith("/") || /[\\\p{Cc}]/u.test(wanted)) return HOME;
  const base = "http://here.invalid";
  const url = URL.canParse(wanted, base) ? new URL(wanted, base) : null;
  return url?.origin === base && !url.pathname.startsWith("//") ? url.pathname + url.search + url.hash : HOME;
}
