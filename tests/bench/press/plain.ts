import { randomUUID } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import sharp from "sharp";
import { now } from "./clock";

// What a script does that somebody writes in an evening.
const folder = mkdtempSync(join(tmpdir(), "proofsheet-plain-"));
const delay = monitorEventLoopDelay({ resolution: 1 });

async function generate(): Promise<void> {
  const response = await fetch(`${process.argv[2]}/images`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ model: "google/gemini-3.1-flash-image", prompt: "a heavy picture" }),
  });
  const { data } = JSON.parse(await response.text());
  const picture = Buffer.from(data[0].b64_json, "base64");
  const small = await sharp(picture).resize(512, 512, { fit: "inside" }).webp({ quality: 80 }).toBuffer();
  const path = join(folder, randomUUID());
  await Promise.all([writeFile(path, picture), writeFile(`${path}.webp`, small)]);
  process.send?.({ landed: now() });
}

process.on("message", ({ count }: { count?: number }) => {
  if (count === undefined) {
    delay.disable();
    return process.send?.({ p99: delay.percentile(99) / 1e6, max: delay.max / 1e6 });
  }
  delay.reset();
  delay.enable();
  for (let at = 0; at < count; at++) void generate();
});
process.send?.({ started: true });
