import { type Check, type Finding, reason, wrong } from "./check";

const REMEDY = "Remove the folder node_modules and run npm start, with the Node.js that is to serve.";

/** Those with a part that was compiled for one machine and one Node.js. */
const NATIVE: Record<string, () => Promise<unknown>> = {
  sharp: async () =>
    (await import("sharp")).default({ create: { width: 1, height: 1, channels: 3, background: "red" } }),
  "better-sqlite3": async () => new (await import("better-sqlite3")).default(":memory:").close(),
  "@node-rs/argon2": () => import("@node-rs/argon2"),
};

export const packages: Check = {
  name: "packages",
  async run() {
    const found = Object.entries(NATIVE).map(async ([name, load]): Promise<Finding[]> => {
      try {
        await load();
        return [];
      } catch (error) {
        return [wrong(`${name} cannot be loaded (${reason(error).split("\n")[0]}).`, REMEDY)];
      }
    });
    return (await Promise.all(found)).flat();
  },
};
