"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { toast } from "@/components/ui/toast";
import type { Problem, Result } from "@/lib/errors";
import { deleteTemplate, saveTemplate } from "@/lib/prompts/actions";
import { templatesQuery } from "@/lib/prompts/queries";
import type { SaveTemplate, TemplateDto } from "@/lib/prompts/schema";

const UNREACHED: Problem = { code: "unavailable", message: "The server could not be reached. Nothing was changed." };

/** The person's templates, and what can be done with them. */
export function useTemplates() {
  const client = useQueryClient();
  const query = useQuery(templatesQuery());
  const change = (next: (all: TemplateDto[]) => TemplateDto[]) =>
    client.setQueryData(templatesQuery().queryKey, (all) => all && next(all));

  /** Null: it is saved. */
  async function save(template: SaveTemplate): Promise<Problem | null> {
    const result = await heard(saveTemplate(template));
    if (!result.ok) return result.error;
    const others = (all: TemplateDto[]) => all.filter(({ id }) => id !== template.id);
    change((all) => [...others(all), result.data].sort((a, b) => (a.name < b.name ? -1 : 1)));
    return null;
  }

  async function remove(template: TemplateDto): Promise<void> {
    change((all) => all.filter(({ id }) => id !== template.id));
    const result = await heard(deleteTemplate({ id: template.id }));
    if (result.ok) {
      toast(`/${template.name} is deleted.`, {
        label: "Undo",
        run: async () => {
          const problem = await save(template);
          if (problem) toast(problem.message);
        },
      });
    } else {
      toast(result.error.message);
      void client.invalidateQueries(templatesQuery());
    }
  }

  return { ...query, save, remove };
}

const heard = <T>(request: Promise<Result<T>>): Promise<Result<T>> =>
  request.catch(() => ({ ok: false, error: UNREACHED }));
