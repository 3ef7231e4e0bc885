import { prepareLibrary } from "@/lib/boot";
import { env } from "@/lib/env";

/** For `scripts/start.mjs` alone: makes the library usable and prints where to listen. */
export async function prepare(): Promise<number> {
  await prepareLibrary();
  const { host, port, appUrl } = env();
  process.stdout.write(JSON.stringify({ host, port, appUrl }));
  return 0;
}
