import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseEnv as parseVariables } from "node:util";
import { describe, expect, it } from "vitest";
import { EnvError, parseEnv } from "@/lib/env";

function problems(source: Record<string, string>): string[] {
  try {
    parseEnv(source);
    return [];
  } catch (error) {
    if (error instanceof EnvError) return error.problems;
    throw error;
  }
}

describe("parseEnv", () => {
  it("needs nothing: without a variable the sandbox answers on the loopback address", () => {
    expect(parseEnv({})).toEqual({
      apiKey: undefined,
      baseUrl: "https://openrouter.ai/api/v1",
      dataDir: resolve("data"),
      databaseFile: resolve("data/proofsheet.db"),
      authSecret: undefined,
      appUrl: undefined,
      port: 3000,
      host: "127.0.0.1",
      production: false,
      sandboxLatency: "realistic",
      textModel: undefined,
      logLevel: undefined,
      metricsToken: undefined,
      calls: 8,
      managementKey: undefined,
    });
  });

  it("takes an empty or blank variable for an absent one", () => {
    expect(parseEnv({ OPENROUTER_API_KEY: "", PORT: " ", APP_URL: "" })).toEqual(parseEnv({}));
  });

  it("names every mistake at once, each with its variable", () => {
    const found = problems({
      OPENROUTER_API_KEY: "sk-or-v1 with spaces",
      OPENROUTER_BASE_URL: "openrouter.ai",
      DATABASE_URL: "postgresql://localhost/studio",
      AUTH_SECRET: "short",
      APP_URL: "https://studio.example/below",
      PORT: "70000",
      HOST: "two words",
      PROOFSHEET_SANDBOX_LATENCY: "slow",
      PROOFSHEET_TEXT_MODEL: "gemini",
      PROOFSHEET_LOG_LEVEL: "loud",
      PROOFSHEET_METRICS_TOKEN: "short",
      PROOFSHEET_CALLS: "65",
      OPENROUTER_MANAGEMENT_KEY: "two words",
    });
    expect(found.map((problem) => problem.split(" ")[0]).sort()).toEqual([
      "APP_URL",
      "AUTH_SECRET",
      "DATABASE_URL",
      "HOST",
      "OPENROUTER_API_KEY",
      "OPENROUTER_BASE_URL",
      "OPENROUTER_MANAGEMENT_KEY",
      "PORT",
      "PROOFSHEET_CALLS",
      "PROOFSHEET_LOG_LEVEL",
      "PROOFSHEET_METRICS_TOKEN",
      "PROOFSHEET_SANDBOX_LATENCY",
      "PROOFSHEET_TEXT_MODEL",
    ]);
  });

  it("repeats no value in a mistake: one of them may be the key", () => {
    expect(problems({ OPENROUTER_API_KEY: "sk-or-v1-canary leaked" }).join()).not.toContain("canary");
  });

  it("drops slashes at the end of addresses", () => {
    const { baseUrl, appUrl } = parseEnv({
      OPENROUTER_BASE_URL: "http://127.0.0.1:4010/api/v1//",
      APP_URL: "https://studio.example/",
    });
    expect([baseUrl, appUrl]).toEqual(["http://127.0.0.1:4010/api/v1", "https://studio.example"]);
  });

  it.each([
    ["file:/srv/studio.db", "/srv/studio.db"],
    ["file:///srv/studio.db", "/srv/studio.db"],
    ["file:./studio.db", resolve("studio.db")],
    ["file:studio.db", resolve("studio.db")],
  ])("reads %s as %s", (url, file) => {
    expect(parseEnv({ DATABASE_URL: url }).databaseFile).toBe(file);
  });

  it.each(["0", "80", "65535"])("takes port %s", (port) => {
    expect(parseEnv({ PORT: port }).port).toBe(Number(port));
  });

  it.each(["-1", "65536", "3000a", "1e3", "0x50"])("refuses port %s", (port) => {
    expect(problems({ PORT: port })).toEqual(["PORT must be a port number from 0 to 65535."]);
  });
});

describe(".env.example", () => {
  const text = readFileSync(".env.example", "utf8");

  it("names exactly the variables that are read", () => {
    const named = [...text.matchAll(/^#([A-Z_]+)=/gm)].map(([, name]) => name);
    const read = readFileSync("lib/env.ts", "utf8")
      .match(/^ {2}[A-Z_]+(?=:)/gm)
      ?.map((name) => name.trim());
    expect(named.sort()).toEqual(read?.sort());
  });

  it("shows the defaults, where there is one", () => {
    const { OPENROUTER_API_KEY, APP_URL, ...defaults } = parseVariables(text.replace(/^#(?=[A-Z_]+=)/gm, ""));
    expect(parseEnv(defaults as Record<string, string>)).toEqual(parseEnv({}));
    expect(problems({ OPENROUTER_API_KEY: OPENROUTER_API_KEY ?? "", APP_URL: APP_URL ?? "" })).toEqual([]);
  });
});
