import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: /^@\//, replacement: root },
      // Outside Next the marker package throws on import: its only job is done by the build.
      { find: "server-only", replacement: `${root}tests/setup/empty.ts` },
    ],
  },
  test: {
    include: ["tests/{unit,contract,integration,chaos}/**/*.test.ts"],
    setupFiles: ["tests/setup/console.ts"],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // The steps of paid calls are no news in a test.
    env: { PROOFSHEET_LOG_LEVEL: "warn" },
    maxWorkers: 2,
  },
});
