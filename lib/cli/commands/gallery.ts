import { NO_FILTERS } from "@/lib/gallery/filters";
import { getImage } from "@/lib/gallery/get-image";
import type { GalleryItem } from "@/lib/gallery/schema";
import { asked, shown } from "@/lib/models/parameters";
import { formatUsd } from "@/lib/money";
import { blobKey } from "@/lib/storage/keys";
import { storage } from "@/lib/storage/storage";
import { getUsage } from "@/lib/usage/spending";
import { openLibrary } from "../account";
import type { Command, LIST, SHOW } from "../commands";
import { picturePages } from "../gallery/pages";
import { imageFacts, toReportedPicture, toReportedRecipe } from "../gallery/report";
import { type Column, facts, oneLine, table } from "../table";
import { EXIT, UsageError } from "../terminal";

const LIMIT = 20;

const pixels = ({ width, height }: { width: number | null; height: number | null }) =>
  width && height ? `${width}×${height}` : "no picture";

const day = (iso: string) => iso.slice(0, 16).replace("T", " ");

const COLUMNS: Column<GalleryItem>[] = [
  { title: "ID", rank: 0, cell: ({ id }) => id },
  { title: "MADE (UTC)", rank: 2, cell: ({ createdAt }) => day(createdAt) },
  { title: "PIXELS", rank: 4, cell: pixels },
  { title: "COST", rank: 3, right: true, cell: ({ cost }) => (cost === null ? "" : formatUsd(cost)) },
  { title: "MODEL", rank: 5, cell: ({ model }) => model },
  { title: "PROMPT", rank: 0, cell: ({ prompt }) => prompt },
];

/** Lists pictures, newest first. */
export const list: Command<typeof LIST> = async ({ values }, terminal) => {
  const ctx = await openLibrary(values.as);
  const items: GalleryItem[] = [];
  for await (const page of picturePages(ctx, values, values.limit ?? LIMIT)) items.push(...page);
  if (values.json) terminal.out(JSON.stringify({ images: items.map(toReportedPicture) }));
  else if (items.length === 0) terminal.say("There is no such picture.");
  else for (const line of table(COLUMNS, items, terminal.width)) terminal.out(line);
  const { openCount } = await getUsage(ctx);
  if (openCount > 0) {
    terminal.say(`${openCount} more came to an unknown end, or were paid and did not come: proofsheet usage`);
  }
  return EXIT.ok;
};

/** Everything about one picture. */
export const show: Command<typeof SHOW> = async ({ values, rest: [id] }, terminal) => {
  if (id === undefined) throw new UsageError("The picture's ID is missing.");
  const { image, generation } = await getImage(await openLibrary(values.as), { id, ...NO_FILTERS });
  const file = await storage().localPath(blobKey(image.sha256));
  if (values.json) {
    terminal.out(JSON.stringify({ ...imageFacts(image), file, recipe: toReportedRecipe(generation) }));
    return EXIT.ok;
  }
  const lines = facts([
    ["Picture", image.id],
    ["Prompt", oneLine(generation.prompt)],
    ["Model", generation.model],
    ...asked(generation.settings).map((one): [string, string] => [
      `${one.label[0]?.toUpperCase()}${one.label.slice(1)}`,
      shown(one),
    ]),
    ["References", generation.references.length > 0 ? String(generation.references.length) : null],
    ["Continues", generation.edit?.imageId ?? null],
    ["Pixels", pixels(image)],
    ["Made", `${day(image.createdAt)} UTC`],
    ["Cost", generation.cost === null ? "not reported" : formatUsd(generation.cost)],
    ["Provider", generation.provider],
    ["OpenRouter", generation.openrouterId],
    ["SHA-256", image.sha256],
    ["File", file],
  ]);
  for (const line of lines) terminal.out(line);
  return EXIT.ok;
};
