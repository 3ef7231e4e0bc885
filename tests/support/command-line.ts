import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serveSandbox } from "@/lib/sandbox/serve";
import { makeLibrary } from "./library";

/** What the command line works with: a library, an OpenRouter with a key for it, and a folder to write to. */
export async function makeWorkplace() {
  const openrouter = await serveSandbox({ latency: "none" });
  const library = await makeLibrary({
    OPENROUTER_BASE_URL: openrouter.url,
    OPENROUTER_API_KEY: "sk-or-v1-canary0123456789",
  });
  const folder = mkdtempSync(join(tmpdir(), "proofsheet-cli-"));
  return {
    openrouter,
    library,
    folder,
    async close() {
      await openrouter.close();
      await library.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
