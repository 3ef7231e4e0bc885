import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

const HOLDER = `
  const Database = require("better-sqlite3");
  const database = new Database(process.argv[1]);
  database.exec("BEGIN EXCLUSIVE");
  process.stdout.write("held");
  process.stdin.on("end", () => process.exit()).resume();
`;

/** Lets another process hold the write lock of a SQLite file. Returns what ends it. */
export async function holdLock(file: string): Promise<() => Promise<void>> {
  const child = spawn(process.execPath, ["-e", HOLDER, file], {
    cwd: join(import.meta.dirname, "../.."),
    stdio: ["pipe", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  return async () => {
    const over = once(child, "exit");
    child.stdin.end();
    await over;
  };
}
