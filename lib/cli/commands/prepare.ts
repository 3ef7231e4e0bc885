import { env } from "@/lib/env";
import { prepareLibrary } from "@/lib/library";

/** For `scripts/start.mjs` alone: makes the library usable and prints where to listen. */
export async function prepare(): Promise<number> {
  prepareLibrary({ thorough: true });
  const { host, port, appUrl } = env();
  process.stdout.write(JSON.stringify({ host, port, appUrl }));
  return 0;
}
