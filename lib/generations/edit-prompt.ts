/** What an input picture is to the request. */
export type ReferenceRole = "picture" | "marked";

/**
 * The prompt as it is sent. No model takes a mask, so that a masked edit says in words what its marked picture shows; the
 * prompt that is kept, shown and searched stays the person's own.
 */
export function sentPrompt({ prompt, references }: { prompt: string; references: { role: string }[] }): string {
  return editPrompt(
    prompt,
    references.map(({ role }) => role as ReferenceRole),
  );
}

/** The same by the roles of the pictures, in the order in which they are sent. */
export function editPrompt(prompt: string, roles: ReferenceRole[]): string {
  const marked = roles.indexOf("marked");
  if (marked === -1) return prompt;
  return `${prompt}

Image 1 is the picture to edit. Image ${marked + 1} is the same picture with the area to change painted over in translucent magenta. \
Change only that area, and blend it in. Keep everything else exactly as it is in Image 1: the same framing, size, position and \
colors. No magenta may be left in the result.`;
}
