import "server-only";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { db } from "@/lib/db";
import { log } from "@/lib/log";
import { shorten } from "@/lib/openrouter/shorten";
import { redact } from "@/lib/secrets";
import { type Head, type Spooled, spooledBody, spoolPath } from "./spool";

/** Keeps what was sent, what came as people can read it, and when it had come. A courtesy: whatever goes wrong, the answer goes on. */
export async function noteTexts(attemptId: string, spooled: Spooled | null): Promise<void> {
  try {
    const data = {
      requestText: redact(await requestText(attemptId)),
      responseText: spooled?.head ? redact(await answerText(spooled, spooled.head)) : null,
      // Its last byte was written then, also where another process reads it now.
      receivedAt: spooled?.head ? (await stat(spooled.path)).mtime : null,
    };
    await db().attempt.update({ where: { id: attemptId }, data });
  } catch (error) {
    log.warn("press.texts_not_kept", { attempt: attemptId, error });
  }
}

const requestText = (attemptId: string) => shorten(fileOf(spoolPath(attemptId, "request")), "application/json");

async function answerText(spooled: Spooled, { status, headers }: Head): Promise<string> {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP ${status}`, ...lines, "", await shorten(spooledBody(spooled), headers["content-type"])].join("\n");
}

async function* fileOf(path: string): AsyncGenerator<{ bytes: Buffer; offset: number }> {
  let offset = 0;
  for await (const bytes of createReadStream(path) as AsyncIterable<Buffer>) {
    yield { bytes, offset };
    offset += bytes.length;
  }
}
