/** What OpenRouter says of a model: Markdown, of which only links are common. They are shown as their words. */
export function Description({ text }: { text: string }) {
  return (
    <p className="max-w-[72ch] whitespace-pre-line text-pretty text-muted">
      {text.replace(/\[([^\]]+)\]\([^)\s]+\)/g, "$1").trim()}
    </p>
  );
}
