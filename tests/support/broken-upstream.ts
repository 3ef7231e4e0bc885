import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A server whose answers a test decides: JSON by path, a number for that status, undefined for a 500. Listens on 127.0.0.1. */
export async function serveAnswers(answer: (path: string) => unknown) {
  const paths: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? "";
    paths.push(path);
    const body = answer(path);
    const status = typeof body === "number" ? body : body === undefined ? 500 : 200;
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(status === 200 ? body : { error: { message: "down" } }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Every path asked for, in order. */
    paths,
    close: () => server.close(),
  };
}
