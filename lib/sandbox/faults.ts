import { alterations } from "./faults/alterations";
import { breakages } from "./faults/breakages";
import { refusals } from "./faults/refusals";
import type { FaultRule } from "./faults/rule";
import { invalid } from "./refusal";

export type Fault = FaultRule & { name: string; argument: string | undefined };

export const faults: Record<string, FaultRule> = { ...refusals, ...breakages, ...alterations };

const MARKER = /\[fault:([a-z0-9-]+)(?::([^\]]*))?\]/;

/** The fault that a prompt asks for with `[fault:NAME]` or `[fault:NAME:ARGUMENT]`. */
export function faultIn(prompt: string): Fault | undefined {
  const [, name, argument] = MARKER.exec(prompt) ?? [];
  if (!name) return undefined;
  const rule = Object.hasOwn(faults, name) ? faults[name] : undefined;
  if (!rule) throw invalid(`Unknown sandbox fault "${name}". Known: ${Object.keys(faults).join(", ")}`);
  return { ...rule, name, argument };
}

export const withoutMarkers = (prompt: string): string => prompt.replaceAll(new RegExp(MARKER, "g"), "").trim();
