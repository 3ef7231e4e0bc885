import { readFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { serveScripted } from "../../support/scripted-upstream";
import { now } from "./clock";

/** What the upstream is to answer: the picture in `file`, once `together` calls wait for it. */
export interface Ask {
  file: string;
  together: number;
}

const upstream = await serveScripted();
let body = Buffer.alloc(0);
let together = 1;
let waiting: ServerResponse[] = [];

process.on("message", (ask: Ask) => {
  const base64 = readFileSync(ask.file).toString("base64");
  body = Buffer.from(JSON.stringify({ created: 0, data: [{ b64_json: base64 }], usage: { cost: 0.04 } }));
  together = ask.together;
  process.send?.({ ready: true });
});

upstream.images = (_request, response) => {
  waiting.push(response);
  if (waiting.length < together) return;
  const calls = waiting;
  waiting = [];
  process.send?.({ firstByte: now() });
  for (const call of calls) {
    call.writeHead(200, { "content-type": "application/json", "content-length": body.length });
    call.end(body, () => process.send?.({ lastByte: now() }));
  }
};
process.send?.({ url: upstream.url });
