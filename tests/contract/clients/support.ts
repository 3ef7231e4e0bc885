import sharp from "sharp";
import { afterAll, beforeAll } from "vitest";
import { type Sandbox, serveSandbox } from "@/lib/sandbox/serve";

export const KEY = "sk-or-v1-test";
export const GEMINI = "google/gemini-3.1-flash-image";

/** A sandbox for one test file; the client, which somebody else wrote, is made once the address is known. */
export function withSandbox<Client>(make: (url: string) => Client): { client: Client; sandbox: Sandbox } {
  const held = {} as { client: Client; sandbox: Sandbox };
  beforeAll(async () => {
    held.sandbox = await serveSandbox({ latency: "none" });
    held.client = make(held.sandbox.url);
  });
  afterAll(() => held.sandbox.close());
  return held;
}

/** `jpeg 1024x1024` of base64, with or without a data URL around it. */
export async function pictureIn(base64: string | undefined): Promise<string> {
  const { format, width, height } = await sharp(Buffer.from(base64?.split(",").at(-1) ?? "", "base64")).metadata();
  return `${format} ${width}x${height}`;
}

export const redPicture = (): Promise<Buffer> =>
  sharp({ create: { width: 96, height: 64, channels: 3, background: "#c03020" } })
    .png()
    .toBuffer();
