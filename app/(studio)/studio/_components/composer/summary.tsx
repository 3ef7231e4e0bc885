import { endpointsFor } from "@/lib/models/capabilities";
import { formatEstimate } from "@/lib/money";
import { nameOf, namesOf } from "../describe";
import type { Wish } from "../wish";

/** One line that is also the price: `3 models · 16:9 · 2K · ×2 — about $0.21–0.26`. */
export function Summary({ wish, count }: { wish: Wish; count: number }) {
  const values = (key: "aspectRatio" | "resolution") => {
    const found = [...new Set(wish.parts.flatMap(({ settings }) => settings[key] ?? []))];
    return found.map(nameOf).join("/");
  };
  const words = [
    wish.models.length === 1 ? namesOf(wish.models) : `${wish.models.length} models`,
    values("aspectRatio"),
    values("resolution"),
    `×${count}`,
    routeOf(wish),
  ].filter(Boolean);
  return (
    <p className="truncate px-1 font-mono text-muted text-xs">
      {words.join(" · ")} — {priceOf(wish)}
    </p>
  );
}

/** Said where it is not the Image API: chat bills differently. */
function routeOf({ parts, references }: Wish): string | null {
  const chats = parts.filter(
    ({ model, settings }) => endpointsFor(model, settings, references.length)[0]?.transport === "chat",
  );
  if (chats.length === 0) return null;
  return chats.length === parts.length ? "via chat" : "partly via chat";
}

function priceOf({ total, unpriced, problems }: Wish): string {
  if (!total) return "price not known";
  const about = total.low === total.high ? formatEstimate(total) : `about ${formatEstimate(total)}`;
  // Of what a model refuses there is no price to know.
  return unpriced.length > 0 && problems.length === 0
    ? `${about} and an unknown price for ${namesOf(unpriced)}`
    : about;
}
