import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { serveSandbox } from "@/lib/sandbox/serve";
import { picture } from "./picture";
import { pick, randomOf } from "./random";

/** A model whose answers come whole, and one whose answers are streamed: the id is known late, or early. */
export const MODELS = { plain: "bytedance-seed/seedream-4.5", streaming: "openai/gpt-image-1-mini" } as const;

/** Nano-dollars of every charge. */
export const PRICE = 40_000_000n;

/** What becomes of a paid call. */
export type Fate =
  /** Answered, at once or in pieces with pauses. */
  | "ok"
  | "slow"
  /** Refused with the envelope, surely free. */
  | "rate_limited"
  | "overloaded"
  | "failed"
  | "moderated"
  /** A proxy's page; the connection reset before or within the answer; an answer that ends short: charged or not, by chance. */
  | "gateway"
  | "reset_early"
  | "reset_late"
  | "cut"
  /** Another page in place of the answer; charged. */
  | "page";

/** Mostly right, with a fault in every sixth call. */
export const MIX: Partial<Record<Fate, number>> = {
  ...{ ok: 60, slow: 24, rate_limited: 3, overloaded: 2, failed: 1, moderated: 1 },
  ...{ gateway: 1, reset_early: 2, reset_late: 2, cut: 2, page: 1 },
};

/** One paid call, as the upstream knows it. */
export interface Call {
  no: number;
  /** The session id of the request: our attempt. */
  attemptId: string;
  openrouterId: string;
  streaming: boolean;
  fate: Fate;
  charged: boolean;
  /** Every byte of a good answer was handed to the caller's kernel. */
  delivered: boolean;
  /** SHA-256 (hex) of the picture that it would bring. */
  sha256: string;
  over: boolean;
}

export interface ChaosOptions {
  seed: number;
  mix?: Partial<Record<Fate, number>>;
  /** Milliseconds that a picture takes at most. */
  latencyMs?: number;
  /** The picture of a call; each must differ. */
  pictureOf?: (no: number) => Buffer;
  /** The share of look-ups that find nothing yet. */
  lookupMisses?: number;
  /** The share of calls whose line is lost that are charged all the same. */
  billed?: number;
  /** Calls that are answered together: each waits until so many have come. */
  together?: number;
}

/**
 * A fake OpenRouter with two models of the sandbox's catalogue and a ledger. It lives in the process that conducts a proof,
 * which is never killed: what it wrote down is the truth. Listens on 127.0.0.1.
 */
export async function serveChaos({
  seed,
  mix = MIX,
  latencyMs = 120,
  pictureOf = picture,
  lookupMisses = 0.1,
  billed = 0.5,
  together = 1,
}: ChaosOptions) {
  const random = randomOf(seed);
  const sandbox = await serveSandbox({ latency: "none" });
  const listed = await (await fetch(`${sandbox.url}/images/models`)).json();
  const models = (listed as { data: { id: string }[] }).data.filter(({ id }) =>
    (Object.values(MODELS) as string[]).includes(id),
  );
  const ledger: Call[] = [];
  const byId = new Map<string, Call>();

  async function paid(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = await json(request);
    // A caller that died while it sent has not asked.
    if (!asked) return;
    const no = ledger.length + 1;
    const bytes = pictureOf(no);
    const call: Call = {
      no,
      attemptId: String(request.headers["x-session-id"]),
      openrouterId: `gen-chaos-${seed}-${no}`,
      streaming: asked.stream === true,
      fate: pick(mix, random),
      charged: false,
      delivered: false,
      sha256: createHash("sha256").update(bytes).digest("hex"),
      over: false,
    };
    ledger.push(call);
    byId.set(call.openrouterId, call);
    const charges = random() < billed;
    const works = random() * latencyMs;
    let gone = false;
    response.once("close", () => {
      gone = !response.writableFinished;
    });
    while (ledger.length < together) await wait(20);
    await answer(call, { response, bytes, billed: charges, works, isGone: () => gone });
    call.over = true;
  }

  const server = createServer(async (request, response) => {
    const path = request.url ?? "";
    try {
      if (request.method === "POST") return await paid(request, response);
      if (path.startsWith("/generation")) return lookUp(path, response);
      if (path === "/images/models") return send(response, 200, { data: models });
      if (path.startsWith("/models")) return send(response, 200, { data: [] });
      const answered = await fetch(`${sandbox.url}${path}`, { headers: { authorization: "Bearer sk-or-v1-chaos" } });
      return send(response, answered.status, (await answered.json()) as object);
    } catch {
      request.socket.destroy();
    }
  });

  function lookUp(path: string, response: ServerResponse): void {
    const call = byId.get(new URL(path, "http://localhost").searchParams.get("id") ?? "");
    if (!call?.over || random() < lookupMisses) {
      send(response, 404, envelope(404, "Generation not found"));
      return;
    }
    const cost = call.charged ? Number(PRICE) / 1e9 : 0;
    send(response, 200, {
      data: {
        id: call.openrouterId,
        total_cost: cost,
        finish_reason: "stop",
        cancelled: false,
        provider_name: "Chaos",
      },
    });
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ledger,
    /** Resolves once no call is under way. */
    async quiet(): Promise<void> {
      while (ledger.some(({ over }) => !over)) await wait(20);
    },
    async close(): Promise<void> {
      server.closeAllConnections();
      server.close();
      await sandbox.close();
    },
  };
}

export type ChaosUpstream = Awaited<ReturnType<typeof serveChaos>>;

interface Line {
  response: ServerResponse;
  bytes: Buffer;
  /** Whether a call whose line is lost is charged all the same. */
  billed: boolean;
  /** Milliseconds that the picture takes. */
  works: number;
  isGone: () => boolean;
}

async function answer(call: Call, line: Line): Promise<void> {
  const { response } = line;
  switch (call.fate) {
    case "rate_limited":
      response.setHeader("retry-after", "1");
      return send(response, 429, envelope(429, "Rate limit exceeded", "rate_limit_exceeded"));
    case "overloaded":
      return send(response, 503, envelope(503, "No provider is available", "provider_overloaded"));
    case "failed":
      return send(response, 502, envelope(502, "The provider failed", "provider_error"));
    case "moderated":
      return send(response, 403, envelope(403, "Your prompt was flagged", "content_policy_violation"));
    case "gateway":
      await wait(line.works);
      call.charged = line.billed;
      response.writeHead(524, { "content-type": "text/html" }).end("<html>524: a timeout occurred</html>");
      return;
    case "page":
      await wait(line.works);
      call.charged = true;
      response.writeHead(200, { "content-type": "text/html" }).end("<html>Welcome</html>");
      return;
    case "reset_early":
      await wait(line.works);
      call.charged = line.billed;
      response.socket?.resetAndDestroy();
      return;
    default:
      return paint(call, line);
  }
}

/** Brings the picture as far as the call's fate lets it come. */
async function paint(call: Call, { response, bytes, billed, works, isGone }: Line): Promise<void> {
  const body = bodyOf(call, bytes);
  const head: Record<string, string> = {
    "content-type": call.streaming ? "text/event-stream" : "application/json",
    "x-generation-id": call.openrouterId,
    connection: "close",
  };
  // One whose answer is cut does not say how long it is: only what is in it tells.
  if (!call.streaming && call.fate !== "cut") head["content-length"] = String(body.length);
  response.useChunkedEncodingByDefault = call.streaming && call.fate !== "cut";
  // A streaming model says at once who it is, one that answers whole when it is done.
  if (call.streaming) {
    response.writeHead(200, head);
    response.write(": OPENROUTER PROCESSING\n\n");
  }
  await wait(works);
  if (isGone()) {
    // Some providers stop, and nothing is charged; others go on.
    call.charged = billed;
    return;
  }
  if (!call.streaming) response.writeHead(200, head);
  const short = call.fate === "cut" || call.fate === "reset_late";
  call.charged = short ? billed : true;
  const pieces = call.fate === "ok" ? 1 : 4;
  const until = short ? Math.floor(body.length * 0.7) : body.length;
  for (let piece = 0; piece < pieces; piece++) {
    response.write(body.subarray(Math.floor((until * piece) / pieces), Math.floor((until * (piece + 1)) / pieces)));
    if (pieces > 1) await wait(works / 4);
  }
  if (call.fate === "reset_late") return void response.socket?.resetAndDestroy();
  // Of a line that is gone already neither would ever be told.
  if (isGone()) return;
  await new Promise<void>((resolve) => {
    response.once("close", resolve);
    response.end(resolve);
  });
  call.delivered = !short && response.writableFinished && !isGone();
}

function bodyOf(call: Call, bytes: Buffer): Buffer {
  const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2, cost: Number(PRICE) / 1e9 };
  const b64_json = bytes.toString("base64");
  if (!call.streaming) {
    return Buffer.from(JSON.stringify({ created: 1, data: [{ b64_json, media_type: "image/png" }], usage }));
  }
  const completed = { type: "image_generation.completed", b64_json, media_type: "image/png", created: 1, usage };
  return Buffer.from(`data: ${JSON.stringify(completed)}\n\ndata: [DONE]\n\n`);
}

const envelope = (code: number, message: string, error_type?: string) => ({
  error: { code, message, metadata: error_type ? { error_type } : null },
});

function send(response: ServerResponse, status: number, body: object): void {
  const text = JSON.stringify(body);
  response
    .writeHead(status, { "content-type": "application/json", "content-length": Buffer.byteLength(text) })
    .end(text);
}

async function json(request: IncomingMessage): Promise<{ stream?: boolean } | null> {
  try {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    return JSON.parse(Buffer.concat(pieces).toString("utf8"));
  } catch {
    return null;
  }
}
