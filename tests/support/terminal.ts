import { Readable } from "node:stream";
import type { Terminal } from "@/lib/cli/terminal";

export interface Done {
  code: number;
  /** Lines of standard output, and of standard error. */
  out: string[];
  said: string[];
}

/** Runs `proofsheet` in this process, in a pipe; throws what the program would explain. */
export async function proofsheet(folder: string, args: string[], input: string | Readable = ""): Promise<Done> {
  const { run } = await import("@/lib/cli/run");
  const out: string[] = [];
  const said: string[] = [];
  const terminal: Terminal = {
    folder,
    out: (line) => out.push(...line.split("\n")),
    say: (line) => said.push(line),
    stdin: typeof input === "string" ? Readable.from([input]) : input,
    width: null,
    colors: false,
    screen: null,
  };
  return { code: await run(args, terminal), out, said };
}
