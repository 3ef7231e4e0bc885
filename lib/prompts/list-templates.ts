import "server-only";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import type { TemplateDto } from "./schema";

/** The person's own templates, by name. */
export function listTemplates({ user }: Context): Promise<TemplateDto[]> {
  return db().template.findMany({
    where: { userId: user.id },
    orderBy: { name: "asc" },
    select: { id: true, name: true, text: true },
  });
}
