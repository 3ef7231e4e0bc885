import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, it } from "vitest";

const KERNEL = "kernel";
const ENGINES = ["lib/openrouter", "lib/sandbox", "lib/storage", "lib/pictures"];
const DOMAINS = [
  "lib/usage",
  "lib/gallery",
  "lib/prompts",
  "lib/generations",
  "lib/budgets",
  "lib/models",
  "lib/settings",
  "lib/auth",
];
const WIDGETS = ["components/draft", "components/form", "components/image", "components/model", "components/shell"];

/** Who may lean on whom. Everybody may lean on the own folder; `kernel` is a file right below `lib/`. */
const MAY_LEAN_ON: Record<string, string[]> = {
  app: [
    ...WIDGETS,
    "components/ui",
    "lib/health.ts",
    "lib/metrics.ts",
    "lib/press",
    ...DOMAINS,
    "lib/storage",
    "lib/pictures",
    KERNEL,
  ],
  ...Object.fromEntries(WIDGETS.map((folder) => [folder, ["components/ui", ...DOMAINS, KERNEL]])),
  // Who made a picture is shown beside it, and it can become a reference image of the draft.
  "components/image": ["components/draft", "components/model", "components/ui", ...DOMAINS, KERNEL],
  "components/ui": [KERNEL],

  // The two ways the program comes to life: Next's server and the command line.
  "instrumentation.ts": ["lib/boot.ts"],
  "lib/boot.ts": ["lib/press", "lib/records", "lib/prompts", "lib/generations", "lib/models", "lib/auth", KERNEL],
  "lib/health.ts": ["lib/press", KERNEL],
  "lib/metrics.ts": ["lib/generations", KERNEL],
  "lib/cli": ["lib/backup", "lib/press", ...DOMAINS, ...ENGINES, KERNEL],
  "proxy.ts": ["lib/auth", KERNEL],

  "lib/backup": ["lib/press", "lib/records", "lib/generations", "lib/storage", "lib/pictures", KERNEL],

  "lib/press": ["lib/records", "lib/generations", "lib/models", "lib/settings", ...ENGINES, KERNEL],

  "lib/records": ["lib/auth", "lib/storage", KERNEL],

  // Downhill.
  "lib/usage": ["lib/generations", "lib/models", "lib/settings", "lib/auth", ...ENGINES, KERNEL],
  "lib/gallery": ["lib/generations", "lib/models", "lib/settings", "lib/auth", ...ENGINES, KERNEL],
  "lib/prompts": ["lib/generations", "lib/models", "lib/settings", "lib/auth", ...ENGINES, KERNEL],
  "lib/generations": ["lib/budgets", "lib/models", "lib/settings", "lib/auth", ...ENGINES, KERNEL],
  "lib/budgets": ["lib/auth", KERNEL],
  "lib/models": ["lib/settings", "lib/auth", ...ENGINES, KERNEL],
  "lib/settings": ["lib/auth", ...ENGINES, KERNEL],
  "lib/auth": [KERNEL],

  "lib/openrouter": [KERNEL],
  "lib/storage": [KERNEL],
  "lib/pictures": [KERNEL],
  // A second, independent reading of OpenRouter's protocol.
  "lib/sandbox": [],
  // The generated client of the database.
  [KERNEL]: ["prisma"],
};

interface Source {
  path: string;
  text: string;
  /** Paths from the project's folder, without extension as they are written; packages are left out. */
  imports: string[];
}

const sources = [
  ...["app", "components", "lib"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name)),
  ),
  "instrumentation.ts",
  "proxy.ts",
]
  .filter((path) => /\.tsx?$/.test(path))
  .map((path): Source => {
    const text = readFileSync(path, "utf8");
    const names = [...text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*"(\.{1,2}\/[^"]+|@\/[^"]+)"/g)].map(([, name = ""]) =>
      name.startsWith("@/") ? name.slice(2) : normalize(join(dirname(path), name)),
    );
    return { path, text, imports: names };
  });

/** The row of the table that a path belongs to. */
function layerOf(path: string): string {
  const file = `${path.replace(/\.tsx?$/, "")}.ts`;
  if (file in MAY_LEAN_ON) return file;
  const [top = "", folder = "", ...rest] = path.split("/");
  if (top === "lib") return rest.length === 0 ? KERNEL : `lib/${folder}`;
  return top === "components" ? `components/${folder}` : top;
}

const where = (wrong: (source: Source) => boolean) => sources.filter(wrong).map(({ path }) => path);

describe("who leans on whom", () => {
  it("goes along the table only", () => {
    const astray = sources.flatMap(({ path, imports }) => {
      const from = layerOf(path);
      return imports
        .filter((target) => layerOf(target) !== from && !MAY_LEAN_ON[from]?.includes(layerOf(target)))
        .map((target) => `${path} leans on ${target}`);
    });
    expect(astray).toEqual([]);
  });

  it("goes downhill: the table has no circle", () => {
    const below = (layer: string, above: string[] = []): string[] =>
      (MAY_LEAN_ON[layer] ?? []).flatMap((next) =>
        above.includes(next) ? [[...above, next].join(" → ")] : below(next, [...above, next]),
      );
    expect(Object.keys(MAY_LEAN_ON).flatMap((layer) => below(layer, [layer]))).toEqual([]);
  });

  it("lets components see what a browser may run, never a verb or the database", () => {
    const serverOnly = new Set(
      where(({ text }) => text.startsWith('import "server-only"')).map((path) => path.replace(/\.tsx?$/, "")),
    );
    const astray = sources
      .filter(({ path }) => path.startsWith("components/"))
      .flatMap(({ path, imports }) => imports.filter((name) => serverOnly.has(name)).map((name) => `${path}: ${name}`));
    expect(astray).toEqual([]);
  });

  it("has no barrels: each import names the file it means", () => {
    expect(where(({ path, text }) => /\/index\.tsx?$/.test(path) || /^export \* /m.test(text))).toEqual([]);
  });
});

describe("one place for each dangerous thing", () => {
  it("reads the environment in lib/env.ts alone", () => {
    // Next replaces NEXT_RUNTIME while it builds, so that the other runtime's bundle loses the import behind it.
    expect(where(({ text }) => /(?<!`)\bprocess\.env\b(?!\.NEXT_RUNTIME)/.test(text))).toEqual(["lib/env.ts"]);
  });

  it("imports the generated Prisma client in lib/db.ts alone", () => {
    expect(where(({ imports }) => imports.some((name) => name.startsWith("prisma/")))).toEqual(["lib/db.ts"]);
  });

  it("opens outgoing connections in lib/egress.ts alone", () => {
    const opens =
      /from "undici"|\bfetch\(|new (XMLHttpRequest|WebSocket|EventSource)\b|import (?!type\b)[^;]*?\b(request|get|connect|createConnection|Socket|Agent|\* as \w+)\b[^;]*? from "node:(http|https|http2|net|tls)"/;
    const IN_THE_BROWSER = [
      "app/(studio)/studio/_components/composer/use-uploads.ts",
      "lib/fetch-json.ts",
      "lib/generations/follow.ts",
    ];
    expect(where(({ text }) => opens.test(text)).sort()).toEqual([...IN_THE_BROWSER, "lib/egress.ts"].sort());
  });

  it("offers actions to browsers from files named actions.ts alone", () => {
    const offers = where(({ text }) => /^"use server"|^\s+"use server"/m.test(text));
    expect(offers).toEqual(where(({ path }) => /^lib\/[^/]+\/actions\.ts$/.test(path)));
  });
});

describe("packages with a known hole or crash", () => {
  const lock = JSON.parse(readFileSync("package-lock.json", "utf8")) as {
    packages: Record<string, { version: string }>;
  };
  const at = (name: string) => lock.packages[`node_modules/${name}`]?.version ?? "0.0.0";
  const atLeast = (version: string, floor: string) => version.localeCompare(floor, "en", { numeric: true }) >= 0;

  it.each([
    ["next", "16.2.12", "security releases"],
    ["react", "19.2.6", "security releases"],
    ["sharp", "0.35.3", "security releases of libvips"],
    ["next-auth", "5.0.0-beta.32", "a critical advisory"],
  ])("%s is at least %s (%s)", (name, floor) => {
    expect(atLeast(at(name), floor), `${name} ${at(name)}`).toBe(true);
  });

  it("better-sqlite3 is below 13, which crashes on Node 20", () => {
    expect(atLeast(at("better-sqlite3"), "13.0.0")).toBe(false);
  });
});
