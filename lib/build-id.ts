import "server-only";
import { readFileSync } from "node:fs";
import { join } from "node:path";

let id: string | undefined;

/** Names the build that this process serves. A page that carries another one was loaded before an update. */
export function buildId(): string {
  id ??= read();
  return id;
}

function read(): string {
  try {
    return readFileSync(join(process.cwd(), ".next/BUILD_ID"), "utf8").trim();
  } catch {
    return "development";
  }
}
