#!/usr/bin/env node
import { pathToFileURL } from "node:url";
import { ensureCli } from "../scripts/cli.mjs";
import { checkNode, ensureInstalled, isInstalled, loadEnvironment, run } from "../scripts/setup.mjs";

const args = process.argv.slice(2);

await run(async () => {
  checkNode();
  loadEnvironment();
  if (args[0] === "__complete") return printModelIds();
  // The doctor changes nothing: it does not install either.
  if (args[0] !== "doctor") await ensureInstalled();
  else if (!isInstalled()) return missPackages();
  await import(pathToFileURL(await ensureCli()).href);
});

async function printModelIds() {
  const { modelIds } = await import("./model-ids.mjs");
  process.stdout.write(modelIds().join("\n"));
}

function missPackages() {
  const finding = {
    check: "packages",
    level: "wrong",
    problem: "The packages are not installed, or belong to another version.",
    remedy: "Run npm start.",
  };
  const text = `✗ ${finding.problem} ${finding.remedy}`;
  process.stdout.write(
    `${args.includes("--json") ? JSON.stringify({ ok: false, checks: [], findings: [finding] }) : text}\n`,
  );
  process.exitCode = 1;
}
