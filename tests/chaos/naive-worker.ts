import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { dataFolder, env } from "@/lib/env";
import { create } from "@/lib/generations/create";
import type { Order, Report } from "./worker";

// What a script does that somebody writes in an evening: the answer as a text, the text as an object, its picture as bytes.
const tell = (report: Report) => process.send?.(report);

async function generate(id: string, model: string): Promise<void> {
  const { baseUrl, apiKey } = env();
  const response = await fetch(`${baseUrl}/images`, {
    method: "POST",
    headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json", "x-session-id": id },
    body: JSON.stringify({ model, prompt: "noise" }),
  });
  const { data } = JSON.parse(await response.text());
  await writeFile(join(dataFolder("naive"), id), Buffer.from(data[0].b64_json, "base64"));
}

process.on("message", async (order: Order) => {
  if (order.kind === "start") return tell({ kind: "started" });
  await create(order.ctx, order.input);
  dataFolder("naive");
  tell({ kind: "accepted", setId: order.input.setId });
  await Promise.all(order.input.generations.map(({ id, model }) => generate(id, model)));
});
tell({ kind: "ready" });
