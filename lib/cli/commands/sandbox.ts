import { faultList } from "@/lib/sandbox/faults";
import { serveSandbox } from "@/lib/sandbox/serve";
import type { Command, SANDBOX } from "../commands";
import { facts } from "../table";
import { EXIT } from "../terminal";

/** Serves the sandbox until a signal comes. Prints its base URL on standard output once it listens. */
export const sandbox: Command<typeof SANDBOX> = async ({ values }, { out, say }) => {
  if (values.faults) {
    for (const line of facts(faultList.map(({ name, says }) => [`[fault:${name}]`, says]))) out(line);
    return EXIT.ok;
  }
  const { port, host, latency, key } = values;
  const server = await serveSandbox({ port, host, latency, key });
  const which = key ? "that key" : "any key that begins with sk-or-";
  say(`A stand-in for OpenRouter is listening. Use it with ${which} and this OPENROUTER_BASE_URL:`);
  out(server.url);
  await new Promise((resolve) => {
    process.once("SIGINT", resolve);
    process.once("SIGTERM", resolve);
  });
  await server.close();
  return EXIT.ok;
};
