import fc from "fast-check";
import { expect, it } from "vitest";
import { filterQuery, NO_FILTERS, parseFilters, QUERY_MAX } from "@/lib/gallery/filters";

const read = (query: string) => parseFilters(new URLSearchParams(query));

it("reads nothing from an empty or an unknown query", () => {
  expect(read("")).toEqual(NO_FILTERS);
  expect(read("?favorites=yes&trash=0&page=3")).toEqual(NO_FILTERS);
});

it("gives back the same filters from the query that it wrote", () => {
  const words = fc.string({ unit: "grapheme", maxLength: 60 }).map((text) => text.trim());
  fc.assert(
    fc.property(fc.record({ q: words, favorites: fc.boolean(), trash: fc.boolean() }), (filters) => {
      expect(read(filterQuery(filters))).toEqual(filters);
    }),
  );
});

it("leaves the query out when nothing is filtered", () => {
  expect(filterQuery({ ...NO_FILTERS, q: "   " })).toBe("");
});

it("cuts a search that is too long, so that an old link still opens", () => {
  expect(read(`?q=${"x".repeat(1000)}`).q).toHaveLength(QUERY_MAX);
});
