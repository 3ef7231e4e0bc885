import { z } from "zod";
import type { Capabilities, Descriptor } from "./catalog-schema";

const isText = (value: unknown) => typeof value === "string" || typeof value === "number";

const known = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("enum"),
    values: z.array(z.unknown()).transform((values) => values.filter(isText).map(String)),
  }),
  z.object({ type: z.literal("range"), min: z.number(), max: z.number() }),
  z.object({ type: z.literal("boolean") }),
]);

/** Reads the parameters of a model or an endpoint. What is not understood is kept as text, for people to read. */
export function toCapabilities(wire: Record<string, unknown>): Capabilities {
  return Object.fromEntries(Object.entries(wire).map(([name, descriptor]) => [name, toDescriptor(descriptor)]));
}

function toDescriptor(wire: unknown): Descriptor {
  return known.safeParse(wire).data ?? { type: "unknown", text: JSON.stringify(wire)?.slice(0, 200) ?? "" };
}

/** What at least one of them takes. */
export function unionOf(all: Capabilities[]): Capabilities {
  const union: Capabilities = {};
  for (const [name, descriptor] of all.flatMap((one) => Object.entries(one))) {
    const before = union[name];
    union[name] = before ? either(before, descriptor) : descriptor;
  }
  return union;
}

function either(a: Descriptor, b: Descriptor): Descriptor {
  if (a.type === "enum" && b.type === "enum") return { type: "enum", values: [...new Set([...a.values, ...b.values])] };
  if (a.type === "range" && b.type === "range") {
    return { type: "range", min: Math.min(a.min, b.min), max: Math.max(a.max, b.max) };
  }
  return a.type === "unknown" ? b : a;
}

/** What both take; null: nothing. */
export function both(a: Descriptor, b: Descriptor): Descriptor | null {
  if (a.type === "enum" && b.type === "enum") {
    const values = a.values.filter((value) => b.values.includes(value));
    return values.length > 0 ? { type: "enum", values } : null;
  }
  if (a.type === "range" && b.type === "range") {
    const [min, max] = [Math.max(a.min, b.min), Math.min(a.max, b.max)];
    return min <= max ? { type: "range", min, max } : null;
  }
  return a;
}
