import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";

const SECRETS = {
  OPENROUTER_API_KEY: 'a"key\\of-another-server',
  AUTH_SECRET: "a secret that signs all the sessions",
  PROOFSHEET_METRICS_TOKEN: "token-of-the-metrics",
};

/** Runs `code` with `log` in a process of its own; what it wrote to standard error, and its exit code. */
async function logging(code: string, environment = {}, stderr: "pipe" | number = "pipe", leave = false) {
  const script = `const { log } = await import("./lib/log.ts"); ${code}`;
  const child = spawn(
    process.execPath,
    ["--conditions=react-server", "--import", "tsx", "--input-type=module", "-e", script],
    {
      env: { ...process.env, PROOFSHEET_LOG_LEVEL: "", ...SECRETS, ...environment },
      stdio: ["ignore", "pipe", stderr],
    },
  );
  const ended = new Promise<number>((done) => child.once("close", (exit) => done(exit ?? -1)));
  if (leave) child.stderr?.destroy();
  const said = leave || !child.stderr ? "" : await text(child.stderr);
  const out = child.stdout ? await text(child.stdout) : "";
  return { said, out, exit: await ended };
}

describe("the log", () => {
  it("is one line of JSON an event, whatever the text holds", async () => {
    const hostile = `two\nlines \u001b[31mred \u009b31m \u2028 {"level":"error"}`;
    const { said } = await logging(
      `log.info("a", { said: ${JSON.stringify(hostile)}, cost: 12n }); log.error("b", { error: new Error("x", { cause: new Error("y\\nz") }) });`,
    );
    const lines = said.trimEnd().split("\n");
    expect(lines).toHaveLength(2);
    const [first, second] = lines.map((line) => JSON.parse(line));
    expect(first).toMatchObject({ level: "info", event: "a", said: hostile, cost: 12 });
    expect(second.error).toMatch(/^Error: x\n[\s\S]*caused by Error: y\nz/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: no control character may reach a terminal.
    expect(said.replaceAll("\n", "")).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/);
  });

  it("holds none of the server's secrets, wherever they stand", async () => {
    const facts = Object.values({ ...SECRETS, own: "sk-or-v1-canary0123456789" });
    const { said } = await logging(
      `const facts = ${JSON.stringify(facts)}; log.warn("a", { facts, error: new Error(facts.join(" ")) });`,
    );
    expect(JSON.parse(said)).toMatchObject({ facts: ["[key]", "[key]", "[key]", "[key]"] });
    for (const secret of facts) expect(said).not.toContain(secret);
  });

  it("leaves out what is below its level", async () => {
    const { said } = await logging(`log.info("a"); log.warn("b"); log.error("c");`, { PROOFSHEET_LOG_LEVEL: "error" });
    expect(said).toMatch(/^[^\n]*"event":"c"[^\n]*\n$/);
  });

  const much = `for (let i = 0; i < 200; i++) { log.error("a", { i }); await new Promise((go) => setTimeout(go, 1)); } console.log("done");`;

  it("costs the process nothing when its reader has gone [B34]", async () => {
    const { out, exit } = await logging(much, {}, "pipe", true);
    expect([out, exit]).toEqual(["done\n", 0]);
  });

  it("costs the process nothing when its disk is full [B34]", async () => {
    const full = openSync("/dev/full", "w");
    const { out, exit } = await logging(much, {}, full);
    closeSync(full);
    expect([out, exit]).toEqual(["done\n", 0]);
  });
});
