/** Shown while no key is set, so that nobody mistakes a painted stand-in for a model's work. */
export function SandboxBanner() {
  return (
    <p role="note" className="border-b bg-well px-3 py-2 text-muted text-sm sm:px-5">
      <b className="font-semibold text-text">Sandbox:</b> pictures are painted by a built-in stand-in. Prices are those
      of the real models; nothing is charged. Set{" "}
      <code className="font-mono text-text text-xs">OPENROUTER_API_KEY</code> to use real models.
    </p>
  );
}
