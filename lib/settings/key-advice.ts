/** What to do about a key that its server refuses, by whose key it is (`Upstream.keyRef`). */
export const keyAdvice = (keyRef: string): string =>
  keyRef === "instance"
    ? "Whoever runs this studio has to check OPENROUTER_API_KEY and start it again."
    : "Give Proofsheet another one in Settings, then try again.";
