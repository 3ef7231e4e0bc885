import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { serveSandbox } from "@/lib/sandbox/serve";

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A model as `/images/models` lists it, and its endpoints as they are listed at its own address. */
interface Invented {
  id: string;
  endpoints: object[];
  [field: string]: unknown;
}

/** A server with the sandbox's catalogue whose paid answers and look-ups a test decides. Listens on 127.0.0.1. */
export async function serveScripted() {
  const sandbox = await serveSandbox({ latency: "none" });
  const upstream = {
    url: "",
    /** Paid calls that were passed on to the sandbox, as it billed them. */
    ledger: sandbox.ledger,
    /** Models of the Image API beside the sandbox's. */
    models: [] as Invented[],
    /** Bodies of the paid calls that were read whole, in order. */
    bodies: [] as string[],
    /** Bodies of the questions to the account's records, in order. */
    queries: [] as string[],
    /** Paths of the look-ups, in order. */
    lookups: [] as string[],
    /** Answers a paid call, whichever its route, once its body is read. */
    images: ((_request, response) => response.end()) as Answer,
    /** The answer of the sandbox to any of them, faults and all. */
    sandbox: (async (request, response) => {
      try {
        const { authorization = "", "content-type": type = "", ...others } = request.headers;
        const cache = Object.entries(others).filter(([name]) => name.startsWith("x-openrouter-cache"));
        const answer = await fetch(`${sandbox.url}${request.url}`, {
          method: request.method,
          headers: { authorization, "content-type": type, ...(Object.fromEntries(cache) as Record<string, string>) },
          body:
            request.method === "POST"
              ? ((request.url === "/analytics/query" ? upstream.queries : upstream.bodies).at(-1) ?? "")
              : undefined,
          redirect: "manual",
        });
        const ofTheLine = ["transfer-encoding", "connection", "keep-alive"];
        const headers = [...answer.headers].filter(([name]) => !ofTheLine.includes(name));
        response.writeHead(answer.status, Object.fromEntries(headers));
        for await (const piece of answer.body ?? []) response.write(piece);
        response.end();
      } catch {
        request.socket.resetAndDestroy();
      }
    }) as Answer,
    /** Answers it in place of that, before its body is read. */
    early: null as Answer | null,
    /** Answers `GET /key` in place of the sandbox. */
    key: null as Answer | null,
    /** Answers `POST /analytics/query`. */
    analytics: ((request, response) => upstream.sandbox(request, response)) as Answer,
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
      if (path === "/analytics/query") {
        upstream.queries.push(Buffer.concat(pieces).toString("utf8"));
        return upstream.analytics(request, response);
      }
      upstream.bodies.push(Buffer.concat(pieces).toString("utf8"));
      return upstream.images(request, response);
    }
    if (path.startsWith("/generation")) {
      upstream.lookups.push(path);
      return upstream.lookUp(request, response);
    }
    if (path === "/key" && upstream.key) return upstream.key(request, response);
    const invented = upstream.models.find(({ id }) => path === `/images/models/${id}/endpoints`);
    if (invented) return send(response, { id: invented.id, endpoints: invented.endpoints });
    if (path === "/images/models" && upstream.models.length > 0) {
      const { data } = (await (await fetch(`${sandbox.url}${path}`)).json()) as { data: object[] };
      return send(response, { data: [...data, ...upstream.models] });
    }
    return upstream.sandbox(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  upstream.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return upstream;
}

export type ScriptedUpstream = Awaited<ReturnType<typeof serveScripted>>;

function send(response: ServerResponse, body: object): void {
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
}
