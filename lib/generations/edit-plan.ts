import { settingsFor } from "@/lib/models/capabilities";
import { estimate } from "@/lib/models/price";
import type { Model } from "@/lib/models/schema";
import type { Settings } from "@/lib/models/settings";
import { editProblems } from "./edit-problems";
import { withEditRatio } from "./edit-ratio";
import { planGenerations } from "./plan";

/** What a press of Generate would ask for. */
export interface EditPlan {
  parts: { model: Model; settings: Settings; estimate: { low: number; high: number } | null }[];
  /** Nano-dollars for all of it; null: not known. */
  price: { low: number; high: number } | null;
  /** Why it cannot be sent as it stands. */
  problems: string[];
}

/**
 * An edit of a picture by one model: in the picture's own shape, and as large and as good as it was made, as far as the model
 * can. `references` counts all pictures that are sent.
 */
export function planEdit({
  model,
  made,
  size,
  references,
  masked,
  count,
}: {
  model: Model;
  made: Pick<Settings, "resolution" | "quality">;
  size: { width: number; height: number };
  references: number;
  masked: boolean;
  count: number;
}): EditPlan {
  const { resolution, quality } = made;
  const kept = settingsFor(model, { n: 1, resolution, quality }).settings;
  const settings = withEditRatio(model, kept, references, size);
  const parts = planGenerations(model, count, settings).map((own) => ({
    model,
    settings: own,
    estimate: estimate(model, own, references),
  }));
  const prices = parts.flatMap((part) => part.estimate ?? []);
  const sum = (end: "low" | "high") => prices.reduce((total, price) => total + price[end], 0);
  return {
    parts,
    price: prices.length === parts.length ? { low: sum("low"), high: sum("high") } : null,
    problems: editProblems(model, parts[0]?.settings ?? settings, references, masked).map(({ message }) => message),
  };
}
