import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const FILES = {
  "package.json": '{ "type": "module" }',
  // The packages are linked from the project's folder: Turbopack follows no link that leads out of its root.
  "next.config.js": 'export default { turbopack: { root: "/" } };',
  "app/layout.js": 'export default ({ children }) => <html lang="en"><body>{children}</body></html>;',
  "app/page.js": "export default () => <main>Empty</main>;",
};

/**
 * Builds and serves what every page of the same Next pays before it has any content of its own: one empty page. `packages`
 * is the project's `node_modules`, absolute.
 */
export async function serveEmptyApp(packages: string): Promise<{ url: string; stop(): void }> {
  const folder = mkdtempSync(join(tmpdir(), "proofsheet-empty-"));
  mkdirSync(join(folder, "app"));
  for (const [name, text] of Object.entries(FILES)) writeFileSync(join(folder, name), text);
  symlinkSync(packages, join(folder, "node_modules"));
  const next = join(packages, "next/dist/bin/next");
  const env = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" } as const;
  execFileSync(process.execPath, [next, "build"], { cwd: folder, env, stdio: ["ignore", "ignore", "inherit"] });
  const port = await freePort();
  const server = spawn(process.execPath, [next, "start", "--port", String(port), "--hostname", "127.0.0.1"], {
    cwd: folder,
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  for await (const text of server.stdout.setEncoding("utf8")) if (text.includes("Ready")) break;
  return {
    url: `http://127.0.0.1:${port}/`,
    stop() {
      server.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  if (address === null || typeof address === "string") throw new Error("No port could be had.");
  return address.port;
}
