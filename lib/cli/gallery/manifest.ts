import { type FileHandle, open, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { imageFacts, ReportedRecipe } from "./report";

const NAME = "proofsheet.json";

/** What the manifest says of one exported picture. */
export interface ManifestEntry {
  /** From the folder of the manifest. */
  file: string;
  /** Of the file: a converted one differs from the library's. */
  sha256: string;
  bytes: number;
  media_type: string;
  /** As it is in the library. */
  image: ReturnType<typeof imageFacts>;
  recipe: ReportedRecipe | null;
}

/** `proofsheet.json`, written as the pictures come: it is never whole in memory, and takes its place when it is complete. */
export class Manifest {
  private count = 0;

  private constructor(
    private readonly folder: string,
    private readonly file: FileHandle,
  ) {}

  static async begin(folder: string): Promise<Manifest> {
    const file = await open(join(folder, `${NAME}.part`), "w");
    await file.write(`{"version":1,"exported_at":${JSON.stringify(new Date().toISOString())},"images":[`);
    return new Manifest(folder, file);
  }

  async add(entry: ManifestEntry): Promise<void> {
    await this.file.write(`${this.count === 0 ? "" : ","}\n${JSON.stringify(entry)}`);
    this.count += 1;
  }

  /** `whole` false: the export was cut short, and the manifest of an earlier one stays. Returns its path, or null. */
  async end(whole: boolean): Promise<string | null> {
    if (whole) await this.file.write("\n]}\n");
    await this.file.close();
    const path = join(this.folder, NAME);
    if (whole) await rename(`${path}.part`, path);
    else await rm(`${path}.part`, { force: true });
    return whole ? path : null;
  }
}
