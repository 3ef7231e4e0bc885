/** Why an address cannot be handed to a provider, who fetches it (this server never does); null: it can. */
export function addressProblem(text: string): string | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol !== "https:") return "Only an https:// address can be used: the provider fetches it.";
  const { hostname, username, password } = url;
  if (username || password) return "The address must not hold a name or a password.";
  if (!hostname.includes(".") || /^\[|^[\d.]+$|\.(local|internal|localhost)$/.test(hostname)) {
    return "The address must be one that the provider can reach.";
  }
  return null;
}
