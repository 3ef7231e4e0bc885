import { closeSync, openSync, readdirSync, readSync } from "node:fs";
import { join } from "node:path";

/** Whether an answer that is arriving has `text` among its first 16 kB. */
export async function inSpool(text: string): Promise<boolean> {
  const { dataFolder } = await import("@/lib/env");
  const folder = dataFolder("spool");
  return readdirSync(folder).some((name) => {
    if (!name.endsWith(".part")) return false;
    const file = openSync(join(folder, name), "r");
    const start = Buffer.alloc(16_384);
    readSync(file, start);
    closeSync(file);
    return start.includes(text);
  });
}
