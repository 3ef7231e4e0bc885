import { resolve } from "node:path";
import { NANO } from "@/lib/money";
import type { Reader } from "./options";
import { UsageError } from "./terminal";

export const text: Reader<string> = (given, { flag }) => {
  if (given.trim() === "") throw new UsageError(`${flag} is empty.`);
  return given;
};

/** An absolute path; `-` and the like are names as any other. */
export const path: Reader<string> = (given, place) => resolve(place.folder, text(given, place));

export function wholeNumber(min: number, max: number): Reader<number> {
  return (given, { flag }) => {
    const value = /^\d+$/.test(given) ? Number(given) : Number.NaN;
    if (value >= min && value <= max) return value;
    throw new UsageError(`${flag} takes a whole number from ${min} to ${max}, not "${given}".`);
  };
}

export function decimal(min: number, max: number): Reader<number> {
  return (given, { flag }) => {
    const value = /^\d*\.?\d+$/.test(given) ? Number(given) : Number.NaN;
    if (value >= min && value <= max) return value;
    throw new UsageError(`${flag} takes a number from ${min} to ${max}, not "${given}".`);
  };
}

/** US dollars → nano-dollars. */
export const dollars: Reader<number> = (given, { flag }) => {
  const value = /^\$?\d*\.?\d+$/.test(given) ? Math.round(Number(given.replace("$", "")) * NANO) : Number.NaN;
  if (Number.isSafeInteger(value)) return value;
  throw new UsageError(`${flag} takes an amount in US dollars such as 2.50, not "${given}".`);
};

export function oneOf<const V extends string>(...values: V[]): Reader<V> {
  return (given, { flag }) => {
    const value = values.find((each) => each === given.toLowerCase());
    if (value) return value;
    throw new UsageError(`${flag} takes ${values.slice(0, -1).join(", ")} or ${values.at(-1)}, not "${given}".`);
  };
}

/** The id of something in the library. */
export const isId = (given: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(given);

export const id: Reader<string> = (given, { flag }) => {
  if (isId(given)) return given.toLowerCase();
  throw new UsageError(`${flag} takes an id such as "gallery list" shows, not "${given}".`);
};

/** A day or a moment, such as `2026-11-21` or `2026-11-21T14:00`. */
export const date: Reader<Date> = (given, { flag }) => {
  const value = /^\d{4}-\d{2}-\d{2}(T.+)?$/.test(given) ? new Date(given) : null;
  if (value && !Number.isNaN(value.getTime())) return value;
  throw new UsageError(`${flag} takes a date such as 2026-11-21, not "${given}".`);
};
