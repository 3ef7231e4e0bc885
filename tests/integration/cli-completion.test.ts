import { execFile } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import Sqlite from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { COMMANDS } from "@/lib/cli/commands";
import { bash } from "@/lib/cli/completion/bash";
import { fish } from "@/lib/cli/completion/fish";
import { zsh } from "@/lib/cli/completion/zsh";
import { migrate } from "@/lib/migrate";

const BIN = join(import.meta.dirname, "../../bin/proofsheet.mjs");
const exec = promisify(execFile);

vi.setConfig({ testTimeout: 30_000 });

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "proofsheet-completion-"));
  migrate(join(folder, "proofsheet.db"));
  const db = new Sqlite(join(folder, "proofsheet.db"));
  const models = JSON.stringify([{ id: "google/nano" }, { id: "google/pro" }, { id: "openai/one" }]);
  db.prepare(`INSERT INTO "CatalogSnapshot" ("origin", "fetchedAt", "models") VALUES ('x', '2026-11-21', ?)`).run(
    models,
  );
  db.close();
  writeFileSync(join(folder, "completion.bash"), bash());
  writeFileSync(join(folder, "fox.png"), "");
  // What npm puts on the path.
  writeFileSync(join(folder, "proofsheet"), `#!/bin/sh\nexec "${process.execPath}" "${BIN}" "$@"\n`);
  chmodSync(join(folder, "proofsheet"), 0o755);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What bash offers behind these words; the last one is being typed. */
async function offered(...words: string[]): Promise<string[]> {
  const quoted = words.map((word) => `'${word}'`).join(" ");
  const script = `source completion.bash; COMP_WORDS=(${quoted}); COMP_CWORD=${words.length - 1}; _proofsheet 2>/dev/null; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const env = { ...process.env, PATH: `${folder}:${process.env.PATH}`, DATA_DIR: folder, DATABASE_URL: "" };
  const { stdout } = await exec("bash", ["--norc", "-c", script], { cwd: folder, env });
  return stdout.split("\n").filter(Boolean);
}

describe("the completion of bash", () => {
  it("offers the commands, their verbs and their options", async () => {
    expect(await offered("proofsheet", "g")).toEqual(["generate", "gallery"]);
    expect(await offered("proofsheet", "gallery", "")).toEqual(["list", "show", "export"]);
    expect(await offered("proofsheet", "generate", "a fox", "--as")).toEqual(["--aspect-ratio", "--as"]);
    expect(await offered("proofsheet", "gallery", "export", "--fo")).toEqual(["--format"]);
    expect(await offered("proofsheet", "help", "mod")).toEqual(["models"]);
  });

  it("offers the models of the last good copy of the catalogue, without a server", async () => {
    expect(await offered("proofsheet", "generate", "a fox", "--model", "google/")).toEqual([
      "google/nano",
      "google/pro",
    ]);
    expect(await offered("proofsheet", "generate", "a fox", "-m", "open")).toEqual(["openai/one"]);
    expect(await offered("proofsheet", "models", "")).toEqual([
      "add",
      "remove",
      "google/nano",
      "google/pro",
      "openai/one",
    ]);
  });

  it("offers the values of an option, and files", async () => {
    expect(await offered("proofsheet", "generate", "a", "--route", "")).toEqual(["images", "chat"]);
    expect(await offered("proofsheet", "completion", "")).toEqual(["bash", "zsh", "fish"]);
    expect(await offered("proofsheet", "generate", "a", "--reference", "fo")).toEqual(["fox.png"]);
    expect(await offered("proofsheet", "generate", "a", "--seed", "")).toEqual([]);
  });

  it("offers no models where there is no library, and makes none", async () => {
    const env = { ...process.env, DATA_DIR: join(folder, "none"), DATABASE_URL: "" };
    expect((await exec(process.execPath, [BIN, "__complete"], { env })).stdout).toBe("");
  });
});

describe("the completions of all shells", () => {
  it.each([
    ["bash", bash()],
    ["zsh", zsh()],
    ["fish", fish()],
  ])("name every command and option: %s", (shell, script) => {
    for (const { name, options } of COMMANDS) {
      for (const word of name.split(" ")) expect(script).toContain(word);
      for (const option of Object.keys(options))
        expect(script).toContain(shell === "fish" ? `-l ${option}` : `--${option}`);
    }
  });
});
