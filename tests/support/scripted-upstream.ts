import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { serveSandbox } from "@/lib/sandbox/serve";

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A server with the sandbox's catalogue whose paid answers and look-ups a test decides. Listens on 127.0.0.1. */
export async function serveScripted() {
  const sandbox = await serveSandbox({ latency: "none" });
  const upstream = {
    url: "",
    /** Bodies of the paid calls that were read whole, in order. */
    bodies: [] as string[],
    /** Paths of the look-ups, in order. */
    lookups: [] as string[],
    /** Answers `POST /images` once its body is read. */
    images: ((_request, response) => response.end()) as Answer,
    /** Answers `POST /images` in place of that, before its body is read. */
    early: null as Answer | null,
    /** Answers `GET /generation`. */
    lookUp: ((_request, response) => response.writeHead(404).end()) as Answer,
    async close() {
      server.closeAllConnections();
      server.close();
      await sandbox.close();
    },
  };
  const server = createServer(async (request, response) => {
    const path = request.url ?? "";
    if (request.method === "POST") {
      if (upstream.early) return upstream.early(request, response);
      const pieces: Buffer[] = [];
      for await (const piece of request) pieces.push(piece);
      upstream.bodies.push(Buffer.concat(pieces).toString("utf8"));
      return upstream.images(request, response);
    }
    if (path.startsWith("/generation")) {
      upstream.lookups.push(path);
      return upstream.lookUp(request, response);
    }
    const answer = await fetch(`${sandbox.url}${path}`);
    response.writeHead(answer.status, { "content-type": "application/json" }).end(await answer.text());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  upstream.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return upstream;
}
