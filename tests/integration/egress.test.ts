import { createServer, type Server, type Socket } from "node:net";
import { Readable } from "node:stream";
import { setImmediate } from "node:timers/promises";
import { afterAll, describe, expect, it } from "vitest";
import { callOnce } from "@/lib/egress";

const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) server.close();
});

/** A server that gives each connection to `answer` once a request came; returns its address. */
async function serve(answer: (socket: Socket) => void): Promise<string> {
  const server = createServer((socket) => socket.on("error", () => {}).once("data", () => answer(socket)));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as { port: number }).port}/`;
}

const call = (url: string) =>
  callOnce({
    url,
    headers: {},
    body: Readable.from([Buffer.from("{}")]),
    bodyBytes: 2,
    headersMs: 10_000,
    idleMs: 10_000,
    totalMs: 10_000,
    signal: new AbortController().signal,
  });

const BODY = Buffer.alloc(64 * 1024, "a");
const size = BODY.length.toString(16);
const FRAMED: [how: string, head: string, body: Buffer][] = [
  ["a length", `Content-Length: ${BODY.length}`, BODY],
  [
    "chunks",
    "Transfer-Encoding: chunked",
    Buffer.concat([Buffer.from(`${size}\r\n`), BODY, Buffer.from("\r\n0\r\n\r\n")]),
  ],
  ["its end", "Connection: close", BODY],
];

describe("an answer whose server hangs up behind it", () => {
  it.each(FRAMED)("arrives whole at a slow reader, framed by %s", async (_how, head, body) => {
    const url = await serve((socket) =>
      socket.end(Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\n${head}\r\n\r\n`), body])),
    );
    const answer = await call(url);
    // Before it is read the spool file is opened and written to: meanwhile all of it and its end may be here.
    for (let turn = 0; turn < 200; turn++) await setImmediate();
    const { length: bytes } = Buffer.concat(await Readable.from(answer.body).toArray());
    expect(bytes).toBe(BODY.length);
  });

  it("is no whole one where it hung up too early", async () => {
    const url = await serve((socket) => socket.end(`HTTP/1.1 200 OK\r\nContent-Length: ${BODY.length}\r\n\r\n{`));
    const answer = await call(url);
    await expect(Readable.from(answer.body).toArray()).rejects.toThrow();
  });
});

describe("an answer whose head is none", () => {
  it.each([
    "HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n{}",
    "HTTP/1.1 200 OK\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n{}",
    "HTTP/1.1 200 OK\r\nNo colon here\r\n\r\n{}",
    "HTTP/1.1 100 Continue\r\n\r\n",
    `HTTP/1.1 200 OK\r\nX: ${"x".repeat(300_000)}\r\n\r\n{}`,
    "ICY 200 OK\r\n\r\n",
    "",
  ])("(%#) is over when its server hangs up: sent, and lost or read [A20]", async (raw) => {
    const url = await serve((socket) => socket.end(raw));
    const read = async () => Buffer.concat(await Readable.from((await call(url)).body).toArray()).toString();
    expect(await read().catch(({ sent }) => sent)).toSatisfy((outcome) => outcome === true || outcome === "{}");
  });
});
