import "server-only";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { AppError, invalid, notFound } from "@/lib/errors";
import type { Edit } from "./edit";
import type { ReferenceRole } from "./edit-prompt";
import { REFERENCES_MAX_BYTES } from "./limits";

/** An input picture of a request. */
export interface SentReference {
  id: string;
  sha256: string;
  role: ReferenceRole;
  blob: { bytes: number };
}

/**
 * The pictures that are sent, in order: the one that is edited comes first, whatever others were given, and its marked copy
 * last, so that the others keep their numbers. Throws `not_found` for one that is missing or somebody else's, `invalid`
 * where they are too heavy together.
 */
export async function sentReferences(ctx: Context, ids: string[], edit: Edit | null): Promise<SentReference[]> {
  const own = await ownReferences(ctx, ids);
  const references = edit
    ? [as("picture", edit.base), ...own.filter(({ id }) => id !== edit.base.id), ...markedOf(edit)]
    : own;
  const bytes = references.reduce((sum, { blob }) => sum + blob.bytes, 0);
  if (bytes > REFERENCES_MAX_BYTES) {
    throw invalid(
      `The reference images have ${(bytes / 1e6).toFixed(1)} MB together; at most ${REFERENCES_MAX_BYTES / 1e6} MB go with one request. Nothing was sent. Leave one out.`,
      "references",
    );
  }
  return references;
}

const as = (role: ReferenceRole, { id, sha256, blob }: Omit<SentReference, "role">): SentReference => ({
  id,
  sha256,
  blob,
  role,
});

const markedOf = ({ marked }: Edit) => (marked ? [as("marked", marked)] : []);

async function ownReferences(ctx: Context, ids: string[]): Promise<SentReference[]> {
  const found = await db().reference.findMany({
    where: { id: { in: ids }, userId: ctx.user.id },
    include: { blob: true },
  });
  return ids.map((id) => {
    const reference = found.find((row) => row.id === id);
    if (!reference) throw new AppError("not_found", notFound("reference image").message, "references");
    return as("picture", reference);
  });
}
