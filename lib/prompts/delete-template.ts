import "server-only";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { notFound } from "@/lib/errors";

/** Saved again under the same id it is back. Throws `not_found` for a template that is missing or somebody else's. */
export async function deleteTemplate({ user }: Context, { id }: { id: string }): Promise<{ id: string }> {
  const { count } = await db().template.deleteMany({ where: { id, userId: user.id } });
  if (count === 0) throw notFound("template");
  return { id };
}
