/** Characters of a prompt. */
export const PROMPT_MAX = 20_000;
/** Reference images of one request: OpenRouter's own limit. */
export const REFERENCES_MAX = 16;
/** Bytes of all reference images of one request together: what the strictest of the large providers take. */
export const REFERENCES_MAX_BYTES = 20_000_000;
/** Generations that one press of Generate may make. */
export const SET_MAX = 64;
