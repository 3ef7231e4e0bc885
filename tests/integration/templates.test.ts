import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { Context } from "@/lib/context";
import { type Library, makeLibrary } from "../support/library";
import { addPerson } from "../support/pictures";

let library: Library;
let ctx: Context;
let m: Awaited<ReturnType<typeof modules>>;

// Imported after the environment is set.
async function modules() {
  const [list, save, remove, { SaveTemplate }] = await Promise.all([
    import("@/lib/prompts/list-templates"),
    import("@/lib/prompts/save-template"),
    import("@/lib/prompts/delete-template"),
    import("@/lib/prompts/schema"),
  ]);
  return { ...list, ...save, ...remove, SaveTemplate };
}

beforeAll(async () => {
  library = await makeLibrary();
  m = await modules();
});
beforeEach(async () => {
  ctx = await addPerson();
});
afterAll(() => library?.close());

const save = (input: { id?: string; name: string; text?: string }, who = ctx) =>
  m.saveTemplate(who, m.SaveTemplate.parse({ id: randomUUID(), text: "on expired film", ...input }));

it("templates are listed by name, and a saved one changes in place, its name too", async () => {
  const film = await save({ name: "Film look" });
  await save({ name: "bokeh" });
  expect((await m.listTemplates(ctx)).map(({ name }) => name)).toEqual(["bokeh", "film-look"]);
  await save({ ...film, name: "analog", text: "on film" });
  expect(await m.listTemplates(ctx)).toMatchObject([
    { id: film.id, name: "analog", text: "on film" },
    { name: "bokeh" },
  ]);
});

it("two templates of a person never have one name, and other people's names are free", async () => {
  await save({ name: "film" });
  await expect(save({ name: "FILM" })).rejects.toMatchObject({ code: "conflict", field: "name" });
  await save({ name: "film" }, await addPerson());
});

it("a deleted template comes back as itself when it is saved again", async () => {
  const film = await save({ name: "film" });
  await m.deleteTemplate(ctx, { id: film.id });
  expect(await m.listTemplates(ctx)).toEqual([]);
  await expect(m.deleteTemplate(ctx, { id: film.id })).rejects.toMatchObject({ code: "not_found" });
  await save(film);
  expect(await m.listTemplates(ctx)).toEqual([film]);
});

it("somebody else's template can be neither seen, changed nor deleted", async () => {
  const film = await save({ name: "film" });
  const other = await addPerson();
  expect(await m.listTemplates(other)).toEqual([]);
  await expect(save({ ...film, text: "mine now" }, other)).rejects.toMatchObject({ code: "not_found" });
  await expect(m.deleteTemplate(other, { id: film.id })).rejects.toMatchObject({ code: "not_found" });
  expect(await m.listTemplates(ctx)).toEqual([film]);
});

it("an unfit name or text is refused with its field", () => {
  const field = (input: object) =>
    m.SaveTemplate.safeParse({ id: randomUUID(), name: "film", text: "on film", ...input }).error?.issues[0]?.path[0];
  expect(field({ name: "!!" })).toBe("name");
  expect(field({ name: "x".repeat(41) })).toBe("name");
  expect(field({ text: " \n" })).toBe("text");
  expect(field({ text: "a\0b" })).toBe("text");
  expect(field({ text: "x".repeat(5_001) })).toBe("text");
  expect(field({})).toBeUndefined();
});

it("there is an end to them", async () => {
  const { db } = await import("@/lib/db");
  const { TEMPLATES_MAX } = await import("@/lib/prompts/limits");
  await db().template.createMany({
    data: Array.from({ length: TEMPLATES_MAX }, (_, at) => ({ userId: ctx.user.id, name: `t${at}`, text: "x" })),
  });
  await expect(save({ name: "one-more" })).rejects.toMatchObject({ code: "invalid" });
});
