import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { handle } from "./handler";
import type { LedgerLine } from "./ledger";
import { type Latency, newState } from "./state";

export type SandboxOptions = {
  /** 0, the default, takes a free port. */
  port?: number;
  /** Default 127.0.0.1. */
  host?: string;
  /** `realistic`, the default, answers as slowly as the real models (12 s at most); `none` at once. */
  latency?: Latency;
  /** The only key accepted; without it any `sk-or-…`. */
  key?: string;
  /** Lets the process end while the sandbox still listens. */
  background?: boolean;
};

export type Sandbox = {
  /** Base URL, as for `OPENROUTER_BASE_URL`: `http://127.0.0.1:PORT/api/v1`. */
  url: string;
  /** One line per paid call received, in order of arrival; also at `GET /sandbox/ledger`. */
  ledger: LedgerLine[];
  /** Ends open connections and frees the port. */
  close(): Promise<void>;
};

/** Starts a server that speaks OpenRouter's protocol. @throws Error when the port cannot be had */
export async function serveSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { port = 0, host = "127.0.0.1", latency = "realistic", key, background = false } = options;
  const state = newState({ latency, key });
  const server = createServer((request, response) => {
    // Whatever escapes the handler ends this connection, never the process that hosts the sandbox.
    handle(state, request, response).catch(() => request.socket.destroy());
  });
  // Node's five seconds are short enough for a client to reuse a connection in the moment in which it closes.
  server.keepAliveTimeout = 60_000;
  if (background) {
    server.unref();
    server.on("connection", (socket) => socket.unref());
  }
  await listen(server, port, host);
  const address = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${address.port}/api/v1`,
    ledger: state.ledger,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(error.code === "EADDRINUSE" ? new Error(`Port ${port} on ${host} is already in use.`) : error);
    });
    server.listen(port, host, resolve);
  });
}
