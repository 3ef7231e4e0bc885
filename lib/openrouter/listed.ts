import { z } from "zod";

// Of a list only what is read is parsed, and one field that cannot be read never costs the rest.
export const words = z.array(z.string()).catch([]);
export const text = z.string().catch("");

/** What both lists of models, the Image API's and chat's, say of one in the same form. */
export const named = { id: z.string().min(1), name: text, description: text, created: z.number().catch(0) };
