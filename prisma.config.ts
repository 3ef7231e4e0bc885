import { defineConfig } from "prisma/config";

// `prisma generate` needs no engine, yet Prisma downloads one unless a file is named: no install may depend on that
// download. /bin/false fails loudly where an engine really is needed (`migrate`), which /bin/true would not.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= "/bin/false";

export default defineConfig({
  schema: "prisma/sqlite",
  migrations: { path: "prisma/sqlite/migrations" },
  datasource: { url: process.env.DATABASE_URL ?? "file:./data/proofsheet.db" },
});
