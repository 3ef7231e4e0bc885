import "server-only";
import type { CatalogEndpoint, CatalogModel } from "./catalog-schema";
import { type ChatListed, fetchChatList, fetchChatModel } from "./chat-list";
import { chatOffer, isOnChat } from "./chat-offer";
import { toCapabilities, unionOf } from "./descriptors";
import type { GetApi } from "./get-api";
import { fetchImageEndpoints, fetchImageList, type ImageListed, unknownEndpoint } from "./image-list";

/** Requests for endpoints at a time. */
const PARALLEL = 6;

/**
 * Reads the catalogue: the models of the Image API with what each provider accepts and charges, what chat completions offer
 * of them, and those that only chat offers. One model, endpoint or line that cannot be read never costs the others; what
 * cannot be had now, a model's providers or one of the two lists, stays as it was `before`. Throws where neither list can be
 * had.
 */
export async function fetchCatalog(get: GetApi, before: CatalogModel[] = []): Promise<CatalogModel[]> {
  const [images, chat] = await Promise.allSettled([fetchImageList(get), fetchChatList(get)]);
  if (images.status === "rejected" && chat.status === "rejected") throw images.reason;
  const known = before.filter(({ listed }) => listed);
  const drawing =
    images.status === "fulfilled"
      ? await withEndpoints(get, images.value, before)
      : known.filter((model) => !isOnlyOnChat(model)).map(imagesOnly);
  if (chat.status === "rejected") return keepChat(drawing, known);
  const inList = new Map(chat.value.map((model) => [model.id, model]));
  const merged = drawing.map((model) => withChat(model, inList.get(model.id)));
  const names = new Set(drawing.map(({ id }) => id));
  const others = chat.value.filter(
    ({ id, ...model }) => !names.has(id) && (images.status === "fulfilled" || isOnChat({ id, ...model }, [])),
  );
  return [...merged, ...others.map((model) => onlyOnChat(model))];
}

/** Asks for one model by its id, which may be in no list. Throws where the server describes it nowhere. */
export async function fetchModel(get: GetApi, id: string): Promise<CatalogModel> {
  const [single, endpoints] = await Promise.all([fetchChatModel(get, id), fetchImageEndpoints(get, id)]);
  if (!single && !endpoints) throw new Error(`The server describes no model ${id}.`);
  const model = onlyOnChat(single ?? bare(id));
  const capabilities = unionOf((endpoints ?? []).map((endpoint) => endpoint.capabilities));
  const drawing = endpoints ? { ...model, capabilities, endpoints } : null;
  const merged = drawing ? withChat(drawing, single ?? undefined) : model;
  return { ...merged, listed: false };
}

async function withEndpoints(get: GetApi, listed: ImageListed[], before: CatalogModel[]): Promise<CatalogModel[]> {
  const knownBefore = new Map(before.map((model) => [model.id, imagesOnly(model).endpoints]));
  const models: CatalogModel[] = [];
  const queue = listed.entries();
  const work = async () => {
    for (const [index, model] of queue) {
      const endpoints = (await fetchImageEndpoints(get, model.id)) ??
        knownBefore.get(model.id) ?? [unknownEndpoint(model)];
      models[index] = {
        id: model.id,
        name: model.name || model.id,
        description: model.description,
        created: model.created,
        inputs: model.architecture.input_modalities,
        outputs: model.architecture.output_modalities,
        expires: null,
        listed: true,
        // With what only a provider tells, such as the shape of what it is passed.
        capabilities: unionOf([
          toCapabilities(model.supported_parameters),
          ...endpoints.map((endpoint) => endpoint.capabilities),
        ]),
        endpoints,
      };
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, work));
  return models;
}

function withChat(model: CatalogModel, listed: ChatListed | undefined): CatalogModel {
  if (!listed) return model;
  const expires = listed.expiration_date ?? null;
  return isOnChat({ ...listed, created: model.created || listed.created }, model.endpoints)
    ? { ...withOffer(model, chatOffer(listed, model.endpoints)), expires }
    : { ...model, expires };
}

function withOffer(model: CatalogModel, chat: CatalogEndpoint): CatalogModel {
  return {
    ...model,
    capabilities: unionOf([model.capabilities, chat.capabilities]),
    endpoints: [...model.endpoints, chat],
  };
}

function onlyOnChat(model: ChatListed): CatalogModel {
  const chat = chatOffer(model, []);
  return {
    id: model.id,
    name: model.name || model.id,
    description: model.description,
    created: model.created,
    inputs: model.architecture.input_modalities,
    outputs: model.architecture.output_modalities,
    expires: model.expiration_date ?? null,
    listed: true,
    capabilities: chat.capabilities,
    endpoints: [chat],
  };
}

const isChat = ({ transport }: CatalogEndpoint) => transport === "chat";

const isOnlyOnChat = ({ endpoints }: CatalogModel) => endpoints.length > 0 && endpoints.every(isChat);

/** A model without what chat offers of it. */
function imagesOnly(model: CatalogModel): CatalogModel {
  const endpoints = model.endpoints.filter((endpoint) => !isChat(endpoint));
  return { ...model, capabilities: unionOf(endpoints.map(({ capabilities }) => capabilities)), endpoints };
}

/** While the list of chat cannot be had, chat offers what it offered before. */
function keepChat(drawing: CatalogModel[], known: CatalogModel[]): CatalogModel[] {
  const names = new Set(drawing.map(({ id }) => id));
  const kept = drawing.map((model) => {
    const was = known.find(({ id }) => id === model.id);
    const chat = was?.endpoints.find(isChat);
    return { ...(chat ? withOffer(model, chat) : model), expires: was?.expires ?? null };
  });
  return [...kept, ...known.filter(({ id, endpoints }) => !names.has(id) && endpoints.some(isChat))];
}

/** What is assumed of a model of which nothing is known but its id. */
const bare = (id: string): ChatListed => ({
  id,
  name: id,
  description: "",
  created: 0,
  architecture: { input_modalities: ["text", "image"], output_modalities: ["image", "text"] },
  pricing: {},
  supported_parameters: [],
});
