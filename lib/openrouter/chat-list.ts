import { z } from "zod";
import type { GetApi } from "./get-api";
import { named, words } from "./listed";

const ChatModel = z.looseObject({
  ...named,
  architecture: z
    .looseObject({ input_modalities: words, output_modalities: words })
    .catch({ input_modalities: ["text", "image"], output_modalities: ["image", "text"] }),
  pricing: z.record(z.string(), z.unknown()).catch({}),
  supported_parameters: words,
  expiration_date: z.string().nullish().catch(null),
});

/** A model of chat completions as it is listed. */
export type ChatListed = z.infer<typeof ChatModel>;

const Page = z.looseObject({
  data: z.array(z.unknown()),
  links: z
    .looseObject({ next: z.string().nullish().catch(null) })
    .nullish()
    .catch(null),
});

/** Pages that are asked for at most: a list that names itself as its next page ends here. */
const PAGES_MAX = 20;

/** `GET /models` of those that draw, all pages. Throws where the first page cannot be had or names no model. */
export async function fetchChatList(get: GetApi): Promise<ChatListed[]> {
  const models = new Map<string, ChatListed>();
  let path: string | null = "/models?output_modalities=image";
  for (let page = 0; path !== null && page < PAGES_MAX; page++) {
    const parsed = Page.safeParse(await get(path)).data;
    if (!parsed && page === 0) throw new Error("The list of models is not in OpenRouter's form.");
    for (const item of parsed?.data ?? []) {
      const model = ChatModel.safeParse(item).data;
      if (model?.architecture.output_modalities.includes("image")) models.set(model.id, model);
    }
    path = nextPath(parsed?.links?.next);
  }
  if (models.size === 0) throw new Error("The list of models that draw is empty.");
  return [...models.values()];
}

/** The link goes from the host's root, whatever the base URL is. */
function nextPath(link: string | null | undefined): string | null {
  const query = link?.split("?")[1];
  return query ? `/models?${query}` : null;
}

const Single = z.looseObject({ data: z.unknown() });

/** `GET /model/ID`, also of a model that no list names; null: the server describes none. */
export async function fetchChatModel(get: GetApi, id: string): Promise<ChatListed | null> {
  try {
    const { data } = Single.parse(await get(`/model/${id.split("/").map(encodeURIComponent).join("/")}`));
    return ChatModel.parse({ ...(data as object), id });
  } catch {
    return null;
  }
}
