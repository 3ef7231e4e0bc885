import { afterEach, describe, expect, it, vi } from "vitest";
import { checkNode, loadEnvironment, ROOT } from "@/scripts/setup.mjs";

afterEach(() => vi.unstubAllEnvs());

describe("checkNode", () => {
  it.each(["20.12.0", "20.20.2", "22.0.0", "24.1.0"])("takes Node.js %s", (version) => {
    expect(() => checkNode(version)).not.toThrow();
  });

  it.each(["18.20.8", "20.11.1", "9.0.0"])("refuses Node.js %s and says what is needed", (version) => {
    expect(() => checkNode(version)).toThrow(`Proofsheet needs Node.js 20.12 or newer; this is ${version}.`);
  });
});

describe("loadEnvironment", () => {
  it.each([
    ["", `${ROOT}/data`],
    ["library", `${ROOT}/library`],
    ["../library", `${ROOT.slice(0, ROOT.lastIndexOf("/"))}/library`],
    ["/srv/library", "/srv/library"],
  ])("finds the data folder %o in the same place from any folder", (given, found) => {
    vi.stubEnv("DATA_DIR", given);
    loadEnvironment();
    expect(process.env.DATA_DIR).toBe(found);
  });

  it.each([
    ["file:studio.db", `file:${ROOT}/studio.db`],
    ["file:./below/studio.db", `file:${ROOT}/below/studio.db`],
    ["file:/srv/studio.db", "file:/srv/studio.db"],
    ["file:///srv/studio.db", "file:///srv/studio.db"],
    ["postgresql://localhost/studio", "postgresql://localhost/studio"],
  ])("finds the database %s in the same place from any folder", (given, found) => {
    vi.stubEnv("DATABASE_URL", given);
    loadEnvironment();
    expect(process.env.DATABASE_URL).toBe(found);
  });
});
