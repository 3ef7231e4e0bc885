import sharp from "sharp";
import { afterAll, beforeAll } from "vitest";
import { type Sandbox, type SandboxOptions, serveSandbox } from "@/lib/sandbox/serve";

export const KEY = "sk-or-v1-test";
const BASE = "/api/v1";

export type Json = Record<string, unknown>;

/** A sandbox for one test file, and the plainest client there is: no schema, no retry. */
export function startSandbox(options: SandboxOptions = {}) {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await serveSandbox({ latency: "none", ...options });
  });
  afterAll(() => sandbox.close());

  const send = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    fetch(sandbox.url.replace(BASE, "") + path, {
      method,
      redirect: "manual",
      headers: { authorization: `Bearer ${KEY}`, "content-type": "application/json", ...headers },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });

  return {
    get sandbox() {
      return sandbox;
    },
    get port() {
      return Number(new URL(sandbox.url).port);
    },
    get: (path: string, headers?: Record<string, string>) => send("GET", BASE + path, undefined, headers),
    post: (path: string, body: unknown, headers?: Record<string, string>) => send("POST", BASE + path, body, headers),
    images: (body: Json) => send("POST", `${BASE}/images`, body),
    send,
    /** The ledger's last line, as another process would read it. */
    async lastLine(): Promise<Json> {
      const lines = (await (await send("GET", "/sandbox/ledger")).json()) as Json[];
      return lines.at(-1) ?? {};
    },
  };
}

export type ImagesAnswer = {
  created: number;
  data: { b64_json: string; media_type?: string }[];
  usage?: { cost: number; completion_tokens: number; completion_tokens_details: { image_tokens: number } };
};
export type ErrorAnswer = {
  error: { code: number; message: string; metadata: Json | null };
};

export const bytesOf = (answer: ImagesAnswer, index = 0) => Buffer.from(answer.data[index]?.b64_json ?? "", "base64");

export async function sizeOf(bytes: Buffer) {
  const { format, width, height } = await sharp(bytes).metadata();
  return { format, size: `${width}x${height}` };
}

/** Events of a text/event-stream body, `[DONE]` included as text. */
export function eventsOf(body: string): (Json | "[DONE]")[] {
  return body
    .split("\n\n")
    .filter((block) => block.startsWith("data: "))
    .map((block) => block.slice("data: ".length))
    .map((data) => (data === "[DONE]" ? "[DONE]" : (JSON.parse(data) as Json)));
}

/** A small picture as a data URL. */
export async function pictureUrl(width = 64, height = 64, color = "#c03020"): Promise<string> {
  const bytes = await sharp({ create: { width, height, channels: 3, background: color } })
    .png()
    .toBuffer();
  return `data:image/png;base64,${bytes.toString("base64")}`;
}

export const reference = (url: string) => ({ type: "image_url", image_url: { url } });
