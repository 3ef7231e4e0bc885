import type { IncomingMessage, ServerResponse } from "node:http";
import { keyOf } from "./auth";
import { EdgeRefusal, type Exchange, sendJson, sendRaw, sendRefusal } from "./exchange";
import { openLine } from "./ledger";
import { Refusal } from "./refusal";
import { getCredits, getKey } from "./routes/account";
import { postAnalyticsQuery } from "./routes/analytics";
import { postAuthKeys, postAuthKeysCode } from "./routes/auth-keys";
import { getAuthorize, postAuthorize } from "./routes/authorize";
import {
  getImageModelEndpoints,
  getImageModels,
  getModel,
  getModelEndpoints,
  getModels,
  getPrivateEndpoints,
} from "./routes/catalog";
import { postChatCompletions } from "./routes/chat-completions";
import { getGeneration } from "./routes/generation";
import { postImages } from "./routes/images";
import { getPicture } from "./routes/pictures";
import type { State } from "./state";

type Step = (exchange: Exchange) => void | Promise<void>;
type Route = { method: "GET" | "POST"; path: RegExp; steps: Step[] };

const route = (method: Route["method"], pattern: string, ...steps: Step[]): Route => ({
  method,
  path: new RegExp(`^${pattern.replaceAll("*", "([^/]+)")}$`),
  steps,
});

const withKey: Step = (exchange) => {
  keyOf(exchange);
};

/** A paid call gets its ledger line and generation id before anything can go wrong. */
const paid =
  (path: string, perform: typeof postImages): Step =>
  async (exchange) => {
    const line = openLine(exchange, path);
    exchange.response.setHeader("X-Generation-Id", line.id);
    const key = keyOf(exchange);
    await perform({ ...exchange, line, key });
  };

const routes: Route[] = [
  route("POST", "/api/v1/images", paid("/images", postImages)),
  route("POST", "/api/v1/images/generations", paid("/images", postImages)),
  route("POST", "/api/v1/chat/completions", paid("/chat/completions", postChatCompletions)),
  route("GET", "/api/v1/images/models", getImageModels),
  route("GET", "/api/v1/images/models/*/*/endpoints", getImageModelEndpoints),
  route("GET", "/api/v1/models", getModels),
  route("GET", "/api/v1/models/user", withKey, getModels),
  route("GET", "/api/v1/models/*/*/endpoints", getModelEndpoints),
  route("GET", "/api/v1/model/*/*", getModel),
  route("GET", "/api/v1/endpoints/zdr", getPrivateEndpoints),
  route("GET", "/api/v1/key", withKey, getKey),
  route("GET", "/api/v1/credits", withKey, getCredits),
  route("GET", "/api/v1/generation", withKey, getGeneration),
  route("POST", "/api/v1/analytics/query", withKey, postAnalyticsQuery),
  route("POST", "/api/v1/auth/keys", postAuthKeys),
  route("POST", "/api/v1/auth/keys/code", withKey, postAuthKeysCode),
  route("GET", "/auth", getAuthorize),
  route("POST", "/auth", postAuthorize),
  // Not OpenRouter's: the upstream's books, for whoever checks ours against them.
  route("GET", "/sandbox/pictures/*", getPicture),
  route("GET", "/sandbox/ledger", (exchange) => sendJson(exchange, 200, exchange.state.ledger)),
];

/** Answers one HTTP request; every failure ends in OpenRouter's error envelope. */
export async function handle(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "/", "http://sandbox");
  const exchange: Exchange = { request, response, url, parameters: [], state, hungUp: hungUpSignal(response) };
  allowBrowsers(response);
  if (request.method === "OPTIONS") return void response.writeHead(204).end();
  try {
    const { steps, parameters } = findRoute(request.method ?? "GET", url.pathname);
    for (const step of steps) await step({ ...exchange, parameters });
  } catch (error) {
    answerFailure(exchange, error);
  }
}

function findRoute(method: string, path: string): { steps: Step[]; parameters: string[] } {
  const onPath = routes.filter((candidate) => candidate.path.test(path));
  const found = onPath.find((candidate) => candidate.method === method);
  if (!found) throw onPath.length > 0 ? new Refusal(405, "Method Not Allowed") : new Refusal(404, "Not Found");
  const parameters = found.path.exec(path)?.slice(1) ?? [];
  return { steps: found.steps, parameters };
}

function answerFailure(exchange: Exchange, error: unknown) {
  const { request, response, hungUp } = exchange;
  if (hungUp.aborted || response.headersSent) return void request.socket.destroy();
  if (error instanceof EdgeRefusal) {
    response.setHeader("Connection", "close");
    return sendRaw(exchange, 413, "text/plain", error.message);
  }
  sendRefusal(
    exchange,
    error instanceof Refusal ? error : new Refusal(500, `Sandbox error: ${error}`, { error_type: "server" }),
  );
}

function hungUpSignal(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  response.once("close", () => {
    if (!response.writableFinished) controller.abort();
  });
  return controller.signal;
}

function allowBrowsers(response: ServerResponse) {
  response.setHeader("Access-Control-Allow-Origin", "*");
  response.setHeader("Access-Control-Allow-Methods", "GET, POST, OPTIONS");
  response.setHeader("Access-Control-Allow-Headers", REQUEST_HEADERS.join(", "));
  response.setHeader("Access-Control-Expose-Headers", RESPONSE_HEADERS.join(", "));
}

/** What pages of other origins may send and read (CONTRACT §1). A star does not cover `authorization`. */
const REQUEST_HEADERS = [
  "authorization, content-type, http-referer, x-title, x-session-id, x-sandbox-fault",
  ...["title", "categories", "metadata", "cache", "cache-ttl", "cache-clear"].map((name) => `x-openrouter-${name}`),
];
const RESPONSE_HEADERS = [
  "x-generation-id, retry-after",
  ...["limit", "remaining", "reset"].map((name) => `x-ratelimit-${name}`),
  ...["status", "age", "source-id"].map((name) => `x-openrouter-cache-${name}`),
];
