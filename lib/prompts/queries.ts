import { queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/lib/fetch-json";
import type { Describe, HelpDto, HelpOffer, Polish, TemplateDto } from "./schema";

export const templatesQuery = () =>
  queryOptions({
    queryKey: ["templates"] as const,
    queryFn: ({ signal }) => fetchJson<TemplateDto[]>("/api/prompts/templates", { signal }),
  });

export const helpQuery = () =>
  queryOptions({
    queryKey: ["prompt-help"] as const,
    queryFn: ({ signal }) => fetchJson<HelpOffer>("/api/prompts/help", { signal }),
    staleTime: 10 * 60_000,
  });

// Routes, not actions: the actions of a browser run one after another, and these wait for a model.
export const polishPrompt = (input: Polish) => post<HelpDto>("/api/prompts/polish", input);
export const describePicture = (input: Describe) => post<HelpDto>("/api/prompts/describe", input);

const post = <T>(path: string, input: unknown) =>
  fetchJson<T>(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(input),
  });
