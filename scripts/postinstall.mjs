// After every installation: makes Prisma's client and notes what was installed.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { ROOT, stampInstallation } from "./setup.mjs";

// `npx proofsheet` links the project into npm's cache and runs this, too, on a fresh clone before anything is installed.
// There is nothing to do then: the command installs what is missing itself.
if (process.env.npm_command !== "exec") {
  const prisma = join(ROOT, "node_modules/prisma/build/index.js");
  const { status } = spawnSync(process.execPath, [prisma, "generate"], { cwd: ROOT, stdio: "inherit" });
  if (status === 0) stampInstallation();
  process.exitCode = status ?? 1;
}
