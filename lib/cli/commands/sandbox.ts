import { serveSandbox } from "@/lib/sandbox/serve";
import { parseFlags, wholeNumber } from "../flags";
import { EXIT, type Terminal, UsageError } from "../terminal";

/** Serves the sandbox until a signal comes. Prints its base URL on standard output once it listens. */
export async function sandbox(args: string[], { out, say }: Terminal): Promise<number> {
  const { values } = parseFlags(
    args,
    {
      port: { type: "string", default: "0" },
      host: { type: "string" },
      latency: { type: "string", default: "realistic" },
    },
    0,
  );
  const { latency } = values;
  if (latency !== "realistic" && latency !== "none") throw new UsageError("--latency takes realistic or none.");
  const server = await serveSandbox({ port: wholeNumber("port", values.port, 0, 65_535), host: values.host, latency });
  say(
    "A stand-in for OpenRouter is listening. Use it with any key that begins with sk-or- and this OPENROUTER_BASE_URL:",
  );
  out(server.url);
  await new Promise((resolve) => {
    process.once("SIGINT", resolve);
    process.once("SIGTERM", resolve);
  });
  await server.close();
  return EXIT.ok;
}
