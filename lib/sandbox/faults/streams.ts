import { setTimeout as sleep } from "node:timers/promises";
import { Cut, comment, event, type Frame, type Frames } from "../frames";
import { half } from "./connections";
import type { FaultRule } from "./rule";

/** Event streams that are odd, or fail after they began. A buffered answer passes, except where a rule says more. */
export const streams: Record<string, FaultRule> = {
  "sse-error": {
    says: "an error event in the place of the picture; buffered: 200 and an error",
    charges: false,
    tamper: async function* (frames, { failure }) {
      yield* untilPicture(frames);
      yield* failure;
    },
  },
  "sse-error-bare": {
    says: "the same with nothing around the error, and no code on /images",
    charges: false,
    tamper: async function* (frames, { exchange }) {
      yield* untilPicture(frames);
      const message = "Provider returned error";
      yield event(
        "end",
        exchange.line.route === "/images"
          ? { type: "error", error: { message, code: null } }
          : { error: { code: 429, message: "Rate limit exceeded", metadata: { error_type: "rate_limit_exceeded" } } },
      );
    },
  },
  "error-after-picture": {
    says: "an error event after the picture is complete",
    charges: true,
    tamper: ofStreams(async function* (frames, { failure }) {
      for await (const frame of frames) if (frame.carries !== "end") yield frame;
      yield* failure;
    }),
  },
  "sse-cut-after-partial": {
    says: "reset after the first preview; without previews, in the middle of the picture",
    charges: false,
    tamper: async function* (frames) {
      for await (const frame of frames) {
        if (frame.carries === "picture") yield half(frame);
        else yield frame;
        if (frame.carries === "preview" || frame.carries === "picture") throw new Cut("reset");
      }
    },
  },
  "no-done": {
    says: "ends without [DONE]",
    charges: true,
    tamper: async function* (frames) {
      for await (const frame of frames) if (frame.carries !== "end") yield frame;
    },
  },
  unterminated: {
    says: "ends without [DONE] and without the blank line after the last event",
    charges: true,
    tamper: async function* (frames) {
      let held: Frame | undefined;
      for await (const frame of frames) {
        if (frame.carries === "end") continue;
        if (held) yield held;
        held = frame;
      }
      if (held) yield rewritten(held, (text) => text.trimEnd());
    },
  },
  "after-done": {
    says: "bytes follow [DONE]",
    charges: true,
    tamper: ofStreams(async function* (frames) {
      yield* frames;
      yield { carries: "end", bytes: Buffer.from(": the end\n\ndata: {}\n\n") };
    }),
  },
  crlf: {
    says: "lines end in CR LF",
    charges: true,
    tamper: (frames) => eachRewritten(frames, (text) => text.replaceAll("\n", "\r\n")),
  },
  "byte-order-mark": {
    says: "begins with a byte order mark",
    charges: true,
    tamper: ofStreams(async function* (frames) {
      yield { carries: "comment", bytes: Buffer.from("\uFEFF") };
      yield* frames;
    }),
  },
  comments: {
    says: "comments before, between and inside of the events",
    charges: true,
    tamper: ofStreams(async function* (frames) {
      for await (const frame of frames) {
        yield comment;
        yield { carries: "comment", bytes: Buffer.from(":\n: keep-alive é\nevent: message\n: once more\n") };
        yield frame;
      }
    }),
  },
  "many-lines": {
    says: "each event's JSON stands on several data lines",
    charges: true,
    tamper: (frames) => eachRewritten(frames, onManyLines),
  },
  torn: {
    says: "packets end inside of base64 and inside of letters; the words have letters of several bytes",
    charges: true,
    alter: (result) => ({ ...result, words: "Voilà, c’est prêt — 完成 🎨" }),
    tamper: async function* (frames) {
      for await (const frame of frames) {
        for (const bytes of torn(frame.bytes)) {
          yield { ...frame, bytes };
          // The pieces leave one by one.
          await sleep(1);
        }
      }
    },
  },
  buffered: {
    says: "answers a stream with one buffered body",
    charges: true,
    plan: (job) => ({ ...job, stream: false }),
  },
};

function ofStreams(tamper: NonNullable<FaultRule["tamper"]>): FaultRule["tamper"] {
  return (frames, means) => (means.streaming ? tamper(frames, means) : frames);
}

async function* untilPicture(frames: Frames): AsyncGenerator<Frame> {
  for await (const frame of frames) {
    if (frame.carries !== "picture") yield frame;
    if (frame.carries === "preview" || frame.carries === "picture") return;
  }
}

const rewritten = (frame: Frame, change: (text: string) => string): Frame => ({
  ...frame,
  bytes: Buffer.from(change(frame.bytes.toString("utf8"))),
});

async function* eachRewritten(frames: Frames, change: (text: string) => string): AsyncGenerator<Frame> {
  for await (const frame of frames) yield rewritten(frame, change);
}

function onManyLines(text: string): string {
  if (!text.startsWith("data: {")) return text;
  const lines = JSON.stringify(JSON.parse(text.slice("data: ".length)), null, 1).split("\n");
  return `${lines.map((line) => `data: ${line}`).join("\n")}\n\n`;
}

/** Cuts after the first byte of every letter that has several, and twice inside of what is long. */
function torn(bytes: Buffer): Buffer[] {
  const cuts = bytes.length > 3000 ? [Math.floor(bytes.length / 3), Math.floor(bytes.length / 2) + 1] : [];
  for (let i = 0; i < bytes.length; i++) if ((bytes[i] ?? 0) >= 0xc0) cuts.push(i + 1);
  const ends = [...cuts.sort((a, b) => a - b), bytes.length];
  return ends.map((end, i) => bytes.subarray(ends[i - 1] ?? 0, end));
}
