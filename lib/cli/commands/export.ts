import { mkdir } from "node:fs/promises";
import { resolve } from "node:path";
import { AppError } from "@/lib/errors";
import { getGenerations } from "@/lib/generations/get";
import { openLibrary } from "../account";
import type { Command, EXPORT } from "../commands";
import { exportPicture } from "../gallery/export-picture";
import { Manifest } from "../gallery/manifest";
import { checkTemplate, DEFAULT_NAMES } from "../gallery/names";
import { picturePages } from "../gallery/pages";
import { EXIT } from "../terminal";

/** Copies pictures into a folder with a manifest. What is there already stays as it is. */
export const exportGallery: Command<typeof EXPORT> = async ({ values }, terminal) => {
  const names = values.names ?? DEFAULT_NAMES;
  checkTemplate(names);
  const folder = values.output ?? resolve(terminal.folder, "export");
  const ctx = await openLibrary(values.as);
  const manifest = await begin(folder);
  const count = { written: 0, there: 0, failed: 0 };
  let stopped = false;
  let complete = false;
  const stop = () => {
    stopped = true;
  };
  process.once("SIGINT", stop).once("SIGTERM", stop);
  let path: string | null = null;
  try {
    for await (const page of picturePages(ctx, values)) {
      const generations = await getGenerations(ctx, [...new Set(page.map(({ generationId }) => generationId))]);
      for (const item of page) {
        if (stopped) break;
        const generation = generations.find(({ id }) => id === item.generationId);
        try {
          const target = { folder, names, format: values.format ?? "original" };
          const { entry, written } = await exportPicture(item, generation, target);
          await manifest.add(entry);
          count[written ? "written" : "there"] += 1;
        } catch (error) {
          count.failed += 1;
          terminal.say(`${item.id}: ${error instanceof Error ? error.message : error}`);
        }
      }
      if (stopped) break;
    }
    complete = !stopped;
  } finally {
    process.off("SIGINT", stop).off("SIGTERM", stop);
    path = await manifest.end(complete);
  }
  if (values.json) terminal.out(JSON.stringify({ folder, manifest: path, ...count, complete }));
  else if (path) terminal.out(path);
  const failed = count.failed > 0 ? `, ${count.failed} failed` : "";
  terminal.say(
    `${count.written} written, ${count.there} there already${failed}.${stopped ? " Stopped: run it again to go on." : ""}`,
  );
  return stopped || count.failed > 0 ? EXIT.failed : EXIT.ok;
};

async function begin(folder: string): Promise<Manifest> {
  try {
    await mkdir(folder, { recursive: true });
    return await Manifest.begin(folder);
  } catch (error) {
    throw new AppError(
      "unavailable",
      `The folder ${folder} cannot be written to (${(error as NodeJS.ErrnoException).code}).`,
    );
  }
}
