import { once } from "node:events";
import { connect } from "node:net";
import { expect, it } from "vitest";
import { type Json, KEY, startSandbox } from "./support";

const api = startSandbox();

/** Sends a request, hangs up once the answer has begun, and returns when the server has noticed. */
async function hangUp(path: string, body: Json) {
  const text = JSON.stringify(body);
  const socket = connect(api.port, "127.0.0.1");
  socket.write(
    `POST /api/v1${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${KEY}\r\nContent-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`,
  );
  await once(socket, "data");
  socket.resetAndDestroy();
  await once(socket, "close");
}

const prompt = "a boat [fault:slow:10]";
const chat = (model: string, stream: boolean, modalities: string[]) => ({
  model,
  modalities,
  stream,
  messages: [{ role: "user", content: prompt }],
});

/** The look-up appears once the books are settled. */
async function settled(expected: Json) {
  const id = String((await api.lastLine()).id);
  const lookUp = async () => (await (await api.get(`/generation?id=${id}`)).json()) as { data?: Json };
  await expect.poll(lookUp, { timeout: 5000 }).toMatchObject({ data: { cancelled: true } });
  expect(await api.lastLine()).toMatchObject({ ...expected, delivered: false });
  return (await lookUp()).data;
}

it("does not bill a client that hangs up on /images", async () => {
  await hangUp("/images", { model: "openai/gpt-image-2", prompt, session_id: "gone" });
  const lookedUp = await settled({ sessionId: "gone", charged: false, cost: 0 });
  expect(lookedUp).toMatchObject({ total_cost: 0, num_media_completion: 0 });
});

it("bills Google in full when a chat stream is dropped, and spares other providers' streams", async () => {
  await hangUp("/chat/completions", chat("google/gemini-3.1-flash-image", true, ["image", "text"]));
  await settled({ route: "/chat/completions", model: "google/gemini-3.1-flash-image", charged: true });
  await hangUp("/chat/completions", chat("black-forest-labs/flux.2-pro", true, ["image"]));
  await settled({ model: "black-forest-labs/flux.2-pro", charged: false });
});

it("bills a dropped buffered chat call, which cannot be cancelled", async () => {
  await hangUp("/chat/completions", chat("black-forest-labs/flux.2-max", false, ["image"]));
  await settled({ model: "black-forest-labs/flux.2-max", charged: true });
});

it("keeps one line per paid call, refused ones included, in order", async () => {
  const before = api.sandbox.ledger.length;
  await api.images({ model: "nobody/nothing", prompt: "x", user: "u" });
  await (await api.images({ model: "recraft/recraft-v4.1", prompt: "x", n: 2 })).arrayBuffer();
  expect(api.sandbox.ledger.slice(before)).toMatchObject([
    { model: "nobody/nothing", user: "u", charged: false, cost: 0, images: 0, delivered: true },
    { model: "recraft/recraft-v4.1", charged: true, cost: 0.07, images: 2, delivered: true },
  ]);
});

it.each<[string, Json, number]>([
  ["tokens by resolution", { model: "google/gemini-3.1-flash-image", resolution: "4K" }, 0.1512005],
  ["tokens by quality", { model: "openai/gpt-image-2", quality: "low" }, 0.00588 + 0.000005],
  ["megapixels", { model: "black-forest-labs/flux.2-max" }, 0.07],
  ["the launch discount", { model: "black-forest-labs/flux-3-image", resolution: "1K" }, 0.024],
  [
    "a variant of quality and size",
    { model: "x-ai/grok-imagine-image-2.0", quality: "medium", resolution: "2K" },
    0.08,
  ],
  ["the high-resolution line", { model: "bytedance-seed/seedream-5-0-pro", resolution: "2K" }, 0.09],
  ["more than the floor", { model: "sourceful/riverflow-v2.5-pro" }, 0.247],
  ["nothing for the free", { model: "inclusionai/ming-image-0.1-design" }, 0],
])("charges %s", async (_name, wish, cost) => {
  await (await api.images({ prompt: "x", ...wish })).arrayBuffer();
  expect((await api.lastLine()).cost).toBeCloseTo(cost, 9);
});
