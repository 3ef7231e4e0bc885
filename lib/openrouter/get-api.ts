/** Gets a JSON document of the API by its path below the base URL. Throws where there is none. */
export type GetApi = (path: string) => Promise<unknown>;
