import "server-only";
import { AnswerReader } from "@/lib/openrouter/answer-reader";
import { ImagesAnswer, type Payload } from "@/lib/openrouter/images-answer";
import { type Spooled, spooledBody } from "./spool";

/** Reads an answer piece by piece, from the socket or again from the spool. */
export class Receiver {
  readonly answer = new ImagesAnswer();
  private readonly reader: AnswerReader;

  constructor(contentType: string | undefined) {
    this.reader = new AnswerReader(contentType);
  }

  /** Takes a piece whose first byte lies at `offset` in the spool file; returns the partial pictures in it. */
  push(bytes: Buffer, offset: number): Payload[] {
    return this.reader.push(bytes, offset).flatMap((document) => this.answer.add(document) ?? []);
  }

  end(): ImagesAnswer {
    for (const document of this.reader.end()) this.answer.add(document);
    return this.answer;
  }
}

/** Reads the answer that lies in the spool. */
export async function readSpooled(spooled: Spooled): Promise<ImagesAnswer> {
  const receiver = new Receiver(spooled.head?.headers["content-type"]);
  for await (const { bytes, offset } of spooledBody(spooled)) receiver.push(bytes, offset);
  return receiver.end();
}
