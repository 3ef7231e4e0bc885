import { existsSync } from "node:fs";
import { EgressError, getJson } from "@/lib/egress";
import { type Check, type Finding, note, wrong } from "./check";

const TIMEOUT_MS = 5_000;

/** Who answers at an address: Proofsheet, well or not, somebody else, or nobody. */
type Answering = { who: "us"; problem: string | null } | { who: "other" } | { who: "nobody"; reason: string };

async function whoAnswers(origin: string): Promise<Answering> {
  try {
    const { json } = await getJson(`${origin}/api/ready`, { timeoutMs: TIMEOUT_MS });
    const { status, reason } = (json ?? {}) as { status?: unknown; reason?: unknown };
    if (status === "ok") return { who: "us", problem: null };
    return status === "unavailable" ? { who: "us", problem: String(reason) } : { who: "other" };
  } catch (error) {
    const reason = error instanceof EgressError ? error.reason : "unknown";
    return ["ECONNREFUSED", "ENOTFOUND", "EHOSTUNREACH"].includes(reason)
      ? { who: "nobody", reason }
      : { who: "other" };
  }
}

function here({ host, port }: { host: string; port: number }): string {
  const reachable = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  return `http://${reachable.includes(":") ? `[${reachable}]` : reachable}:${port}`;
}

export const port: Check = {
  name: "port",
  async run({ env }) {
    if (env.port === 0) return [];
    const answering = await whoAnswers(here(env));
    if (answering.who === "other") {
      return [
        wrong(
          `Port ${env.port} is taken by another program.`,
          `Stop it, or choose another one: PORT=${env.port + 1} npm start.`,
        ),
      ];
    }
    if (answering.who === "us" && answering.problem) {
      return [wrong(`The server runs and cannot work: ${answering.problem}`, "Its log has the details.")];
    }
    return [];
  },
};

export const appUrl: Check = {
  name: "APP_URL",
  async run({ env }): Promise<Finding[]> {
    if (!env.appUrl) return [];
    const { hostname, port: named, protocol } = new URL(env.appUrl);
    const loopback = ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
    const own = Number(named || (protocol === "https:" ? 443 : 80));
    if (loopback && protocol === "http:" && env.port !== 0 && own !== env.port) {
      return [wrong(`APP_URL says port ${own}, and PORT is ${env.port}.`, "Make them the same, or unset APP_URL.")];
    }
    if (env.port === 0 || (await whoAnswers(here(env))).who !== "us") return [];
    if ((await whoAnswers(env.appUrl)).who === "us") return [];
    return [
      wrong(`The server runs, but not at APP_URL ${env.appUrl}.`, "Correct APP_URL, or the proxy that leads here."),
    ];
  },
};

export const build: Check = {
  name: "build",
  run: () =>
    existsSync(".next/BUILD_ID")
      ? []
      : [note("The pages are not built yet.", "npm start does it, in about half a minute.")],
};
