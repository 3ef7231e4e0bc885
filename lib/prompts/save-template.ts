import "server-only";
import type { Context } from "@/lib/context";
import { db, isUniqueViolation } from "@/lib/db";
import { AppError, invalid, notFound } from "@/lib/errors";
import { TEMPLATES_MAX } from "./limits";
import type { SaveTemplate, TemplateDto } from "./schema";

/**
 * Keeps a template under its name: a new one, a changed one, or a deleted one that comes back. Throws `conflict` where
 * another one has the name, `not_found` where the id is somebody else's.
 */
export async function saveTemplate({ user }: Context, { id, name, text }: SaveTemplate): Promise<TemplateDto> {
  try {
    await db().$transaction(async (tx) => {
      const { count } = await tx.template.updateMany({ where: { id, userId: user.id }, data: { name, text } });
      if (count === 1) return;
      if (await tx.template.count({ where: { id } })) throw notFound("template");
      if ((await tx.template.count({ where: { userId: user.id } })) >= TEMPLATES_MAX) {
        throw invalid(`There are ${TEMPLATES_MAX} templates already: delete one first.`);
      }
      await tx.template.create({ data: { id, userId: user.id, name, text } });
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw new AppError("conflict", `/${name} is another template already.`, "name");
    throw error;
  }
  return { id, name, text };
}
