import "server-only";
import type { Answer, Payload } from "@/lib/openrouter/answer";
import { AnswerReader } from "@/lib/openrouter/answer-reader";
import type { Transport } from "@/lib/openrouter/catalog-schema";
import { ChatAnswer } from "@/lib/openrouter/chat-answer";
import { ImagesAnswer } from "@/lib/openrouter/images-answer";
import { type Spooled, spooledBody } from "./spool";

/** Reads an answer piece by piece, from the socket or again from the spool. */
export class Receiver {
  private readonly answer: Answer;
  private readonly reader: AnswerReader;

  constructor(transport: Transport, contentType: string | undefined) {
    this.answer = transport === "chat" ? new ChatAnswer() : new ImagesAnswer();
    this.reader = new AnswerReader(contentType);
  }

  /** Takes a piece whose first byte lies at `offset` in the spool file; returns the partial pictures in it. */
  push(bytes: Buffer, offset: number): Payload[] {
    return this.reader.push(bytes, offset).flatMap((document) => this.answer.add(document) ?? []);
  }

  end(): Answer {
    for (const document of this.reader.end()) this.answer.add(document);
    this.answer.end();
    return this.answer;
  }
}

/** Reads the answer that lies in the spool. */
export async function readSpooled(transport: Transport, spooled: Spooled): Promise<Answer> {
  const receiver = new Receiver(transport, spooled.head?.headers["content-type"]);
  for await (const { bytes, offset } of spooledBody(spooled)) receiver.push(bytes, offset);
  return receiver.end();
}
