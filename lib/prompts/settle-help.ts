import "server-only";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { formatUsd, toNano } from "@/lib/money";
import { MAYBE_CHARGED, NOT_CHARGED, type Refusal } from "@/lib/openrouter/errors";
import type { TextAnswer } from "@/lib/openrouter/text-call";
import { redact } from "@/lib/secrets";
import type { Upstream } from "@/lib/settings/upstream";
import { promptOf } from "./answer";
import { enterLedger } from "./ledger";
import { lookUpLater } from "./look-up-help";
import type { HelpDto, HelpKind } from "./schema";

/** Writes down what a call came to, and its cost into the ledger: one transaction. */
export async function settle(id: string, answer: TextAnswer, server: Upstream): Promise<HelpDto> {
  const { openrouterId, provider } = answer;
  const nano = toNano(answer.cost);
  const cost = nano === null ? null : BigInt(nano);
  const output = answer.ok ? promptOf(answer.text) : "";
  const status = output ? "succeeded" : !answer.ok && answer.refusal.next === "unknown" ? "unknown" : "failed";
  const errorMessage = output ? null : redact(answer.ok ? sayEmpty(nano) : sayRefused(answer.refusal));
  // An answer without a figure was charged all the same; a refusal says itself what it cost.
  const unpriced = answer.ok || status === "unknown" ? "unknown" : "no";
  const charged = cost === null ? unpriced : cost > 0n ? "yes" : "no";
  const row = await db().$transaction(async (tx) => {
    const data = { status, output, cost, charged, openrouterId, errorMessage, finishedAt: new Date() };
    const settled = await tx.promptHelp.update({ where: { id }, data });
    if (cost) await enterLedger(tx, settled, cost, { source: "response", provider });
    return settled;
  });
  if (charged === "unknown" && openrouterId) lookUpLater(id, openrouterId, server);
  const { kind, model } = row;
  return { id, kind: kind as HelpKind, model, status, text: output || null, message: errorMessage, cost: nano };
}

function sayEmpty(nano: number | null): string {
  const money = nano === null ? MAYBE_CHARGED : nano > 0 ? `${formatUsd(nano)} was charged.` : NOT_CHARGED;
  return `The text model answered without a prompt. ${money} Try again, or word it otherwise.`;
}

function sayRefused({ code, message }: Refusal): string {
  return MODEL_CODES.has(code) ? `${message} ${chooseModel()}` : message;
}

/** Codes that may mean the model itself: it is misspelled, gone, or does not do this. */
const MODEL_CODES = new Set(["model_unavailable", "invalid_request", "wrong_modalities"]);

const chooseModel = () =>
  env().textModel
    ? `PROOFSHEET_TEXT_MODEL names it (${env().textModel}): set it to another text model.`
    : "Set PROOFSHEET_TEXT_MODEL to another text model.";
