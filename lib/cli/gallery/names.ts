import { promptWords } from "@/lib/gallery/filename";
import { extensionOf } from "@/lib/gallery/media";
import { UsageError } from "../terminal";

export const DEFAULT_NAMES = "{prompt}-{id}";

interface Named {
  id: string;
  prompt: string;
  model: string;
  createdAt: string;
}

const PARTS: Record<string, (picture: Named) => string> = {
  // The last digits are the random ones: enough to tell millions of pictures apart.
  id: ({ id }) => id.slice(-12),
  prompt: ({ prompt }) => promptWords(prompt),
  model: ({ model }) => model.replace(/[^\w.-]+/g, "-"),
  date: ({ createdAt }) => createdAt.slice(0, 10),
};

/** Throws `UsageError` for a template that would lead out of the folder, or has a part that does not exist. */
export function checkTemplate(template: string): void {
  const unknown = [...template.matchAll(/\{([^}]*)\}/g)].find(([, part = ""]) => !Object.hasOwn(PARTS, part));
  if (unknown)
    throw new UsageError(
      `--names: there is no ${unknown[0]}; there are ${Object.keys(PARTS)
        .map((part) => `{${part}}`)
        .join(", ")}.`,
    );
  const folders = template.split("/");
  if (
    template.includes("\\") ||
    template.includes("\0") ||
    folders.some((part) => ["", ".", ".."].includes(part.trim()))
  ) {
    throw new UsageError(
      "--names must stay inside the folder: parts with / between them, none of them empty or a dot.",
    );
  }
}

/** The file of a picture, from the folder of the export. Without `{id}` in the template it is put behind the name: a name stands for one picture. */
export function nameOf(template: string, picture: Named, mediaType: string): string {
  const whole = template.includes("{id}") ? template : `${template}-{id}`;
  return `${whole.replace(/\{(\w+)\}/g, (_, part: string) => PARTS[part]?.(picture) ?? "")}.${extensionOf(mediaType)}`;
}
