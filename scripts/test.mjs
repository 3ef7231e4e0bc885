// `npm test`: installs, then lint, types, unit, contract and integration tests, the production build, and end-to-end tests
// against it. A failed step does not keep the later ones from running. The last line is `N passed, N failed`.
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ensureChromium } from "./chromium.mjs";
import { checkNode, ended, ensureBuilt, ensureInstalled, ROOT, run } from "./setup.mjs";

const RESULTS = join(ROOT, "test-results");

const total = { passed: 0, failed: 0 };

await run(async () => {
  checkNode();
  await ensureInstalled();
  rmSync(RESULTS, { recursive: true, force: true });
  mkdirSync(RESULTS);

  await check("Lint and format", ["biome", "ci"]);
  await check("Types", ["next", "typegen"], ["tsc", "--noEmit"]);
  await vitest();
  if (await attempt("Production build", ensureBuilt)) await playwright();
  else count("End-to-end tests: not run, there is no build", { failed: 1 });

  process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`);
  process.exit(total.failed === 0 ? 0 : 1);
});

/** One check, however many commands it takes. */
async function check(name, ...commands) {
  title(name);
  for (const command of commands) {
    if ((await tool(command)) !== 0) return count(name, { failed: 1 });
  }
  count(name, { passed: 1 });
}

async function vitest() {
  const file = join(RESULTS, "vitest.json");
  title("Unit, contract and integration tests");
  const code = await tool(["vitest", "run", "--reporter=default", "--reporter=json", `--outputFile.json=${file}`]);
  const report = read(file);
  const tests = report?.testResults.flatMap((suite) => suite.assertionResults) ?? [];
  // A file that could not even be loaded has no tests to count.
  const broken = report?.testResults.filter(
    (suite) => suite.status === "failed" && suite.assertionResults.length === 0,
  );
  conclude(code, {
    passed: tests.filter((test) => test.status === "passed").length,
    failed: tests.filter((test) => test.status === "failed").length + (broken?.length ?? 0),
    skipped: tests.filter((test) => test.status !== "passed" && test.status !== "failed").map((test) => test.fullName),
  });
}

async function playwright() {
  title("End-to-end tests");
  let browser;
  const found = await attempt("Chromium", async () => {
    browser = await ensureChromium();
    say(`Using ${browser}`);
  });
  if (!found) return;
  const file = join(RESULTS, "playwright.json");
  const code = await tool(["playwright", "test", "--reporter=list,json"], {
    PLAYWRIGHT_JSON_OUTPUT_FILE: file,
    CHROMIUM_PATH: browser,
  });
  const specs = read(file)?.suites.flatMap(specsOf) ?? [];
  const results = specs.flatMap((spec) => spec.tests.map((test) => ({ title: spec.title, status: test.status })));
  conclude(code, {
    passed: results.filter((test) => test.status === "expected").length,
    failed: results.filter((test) => test.status === "unexpected" || test.status === "flaky").length,
    skipped: results.filter((test) => test.status === "skipped").map((test) => test.title),
  });
}

function specsOf(suite) {
  return [...suite.specs, ...(suite.suites ?? []).flatMap(specsOf)];
}

/** Adds a runner's results up. What was skipped is named; on CI nothing may be. */
function conclude(code, { passed, failed, skipped }) {
  for (const name of skipped) say(`Skipped: ${name}`);
  const missed = process.env.CI ? skipped.length : 0;
  // A runner can fail without a failed test: an error outside of any, or no test at all.
  const otherwise = code !== 0 && failed === 0 ? 1 : 0;
  if (otherwise) say(`Failed outside of a test (exit code ${code}): see above.`);
  total.passed += passed;
  total.failed += failed + missed + otherwise;
}

async function attempt(name, task) {
  try {
    await task();
    return true;
  } catch (error) {
    count(`${name}: ${error.message}`, { failed: 1 });
    return false;
  }
}

function count(name, { passed = 0, failed = 0 }) {
  total.passed += passed;
  total.failed += failed;
  say(`${failed ? "Failed" : "Passed"}: ${name}`);
}

/** Runs a tool of node_modules without the settings of this shell: tests bring their own, above all no paid key. */
function tool([name, ...args], environment = {}) {
  const ours = /^(OPENROUTER_|PROOFSHEET_|DATA_DIR$|DATABASE_URL$|AUTH_SECRET$|APP_URL$|PORT$|HOST$|NODE_ENV$)/;
  const inherited = Object.entries(process.env).filter(([variable]) => !ours.test(variable));
  const env = { ...Object.fromEntries(inherited), NEXT_TELEMETRY_DISABLED: "1", ...environment };
  return ended(spawn(join(ROOT, "node_modules/.bin", name), args, { cwd: ROOT, stdio: "inherit", env }));
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

function title(name) {
  say(`\n# ${name}`);
}

function say(line) {
  process.stdout.write(`${line}\n`);
}
