import { alterations } from "./faults/alterations";
import { chatWords } from "./faults/chat-words";
import { connections } from "./faults/connections";
import { oddAnswers } from "./faults/odd-answers";
import { pictureFaults } from "./faults/pictures";
import { refusals } from "./faults/refusals";
import type { FaultRule } from "./faults/rule";
import { streams } from "./faults/streams";
import { surroundings } from "./faults/surroundings";
import { invalid } from "./refusal";

export type Fault = FaultRule & { name: string; argument: string | undefined };

const faults: Record<string, FaultRule> = {
  ...refusals,
  ...oddAnswers,
  ...connections,
  ...streams,
  ...alterations,
  ...pictureFaults,
  ...chatWords,
  ...surroundings,
};

/** Every fault that can be asked for, and what it does. */
export const faultList: { name: string; says: string }[] = Object.entries(faults).map(([name, { says, on }]) => ({
  name,
  says: on ? `${says} (only on ${on})` : says,
}));

const MARKER = /\[fault:([a-z0-9-]+)(?::([^\]]*))?\]/;
const HEADER = /^([a-z0-9-]+)(?::(.*))?$/;

/**
 * The fault that a prompt asks for with `[fault:NAME]` or `[fault:NAME:ARGUMENT]`, or a request with the header
 * `X-Sandbox-Fault: NAME:ARGUMENT`. @throws Refusal 400 for one that is unknown or of the other route
 */
export function faultIn(prompt: string, route: string, header: string | string[] | undefined): Fault | undefined {
  const [, name, argument] = MARKER.exec(prompt) ?? HEADER.exec(String(header ?? "")) ?? [];
  if (!name) return undefined;
  const rule = Object.hasOwn(faults, name) ? faults[name] : undefined;
  if (!rule) throw invalid(`Unknown sandbox fault "${name}". Known: ${Object.keys(faults).join(", ")}`);
  if (rule.on && rule.on !== route) throw invalid(`The sandbox fault "${name}" is for ${rule.on} alone.`);
  return { ...rule, name, argument };
}

export const withoutMarkers = (prompt: string): string => prompt.replaceAll(new RegExp(MARKER, "g"), "").trim();
