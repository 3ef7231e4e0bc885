import type { NextConfig } from "next";

const config: NextConfig = {
  poweredByHeader: false,
  // Pictures are served by our own routes, which check their owner; the optimizer would be a second, open way to them.
  images: { unoptimized: true },
  serverExternalPackages: ["better-sqlite3", "sharp", "@node-rs/argon2"],
  typescript: { tsconfigPath: "tsconfig.json" },
};

export default config;
