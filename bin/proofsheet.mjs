#!/usr/bin/env node
import { checkNode, ended, ensureInstalled, loadEnvironment, run, spawnCli } from "../scripts/setup.mjs";

await run(async () => {
  checkNode();
  loadEnvironment();
  await ensureInstalled();
  const child = spawnCli(process.argv.slice(2), { stdio: "inherit" });
  // A terminal sends Ctrl+C to both processes, others signal this one alone; either way the child decides when to end.
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  process.exitCode = await ended(child);
});
