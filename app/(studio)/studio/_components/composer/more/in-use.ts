import type { Wanted } from "@/components/draft/draft";
import { settingsFor } from "@/lib/models/capabilities";
import { asked, shown } from "@/lib/models/parameters";
import type { Model } from "@/lib/models/schema";
import { nameOf } from "../../describe";

/** Those that have a control of their own in the composer's row. */
const ELSEWHERE = new Set(["aspectRatio", "resolution", "size", "n"]);
/** Values that say by themselves what they are about. */
const PLAIN = new Set(["quality", "outputFormat", "style"]);

/** The settings of the panel that at least one of the models will be sent, in words such as `seed 7`. */
export function inUse(models: Model[], wanted: Wanted): string[] {
  const words = models.flatMap((model) => {
    const { settings } = settingsFor(model, { ...wanted, n: 1 });
    const values = asked(settings).filter(({ field }) => !ELSEWHERE.has(field));
    return [
      ...values.map((one) => {
        if (PLAIN.has(one.field)) return nameOf(shown(one));
        if (one.value === true || Array.isArray(one.value)) return one.label;
        return `${one.label} ${shown(one)}`;
      }),
      ...(settings.provider ? [settings.provider] : []),
      ...(settings.transport ? [settings.transport === "chat" ? "via chat" : "via the Image API"] : []),
    ];
  });
  return [...new Set(words)];
}
