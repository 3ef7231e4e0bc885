import { constants, copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Database } from "better-sqlite3";

/** The database as a reader that leaves nothing behind sees it. */
export class Library {
  private aside: string | null = null;
  private database: Database | null = null;

  constructor(private readonly file: string) {}

  /** Null: there is none. Throws what SQLite says of a file that it cannot read. */
  async open(): Promise<Database | null> {
    if (this.database || !existsSync(this.file)) return this.database;
    const { default: Sqlite } = await import("better-sqlite3");
    this.database = new Sqlite(this.readable(), { readonly: true, fileMustExist: true, timeout: 5_000 });
    return this.database;
  }

  /**
   * Where a process has the database open, its log (-wal) is there and can be read along. Where none has, SQLite would make
   * one beside it even for a reader: then a copy is read.
   */
  private readable(): string {
    if (existsSync(`${this.file}-wal`) && existsSync(`${this.file}-shm`)) return this.file;
    this.aside = mkdtempSync(join(tmpdir(), "proofsheet-doctor-"));
    const copy = join(this.aside, "library.db");
    copyFileSync(this.file, copy, constants.COPYFILE_FICLONE);
    if (existsSync(`${this.file}-wal`)) copyFileSync(`${this.file}-wal`, `${copy}-wal`);
    return copy;
  }

  close(): void {
    this.database?.close();
    if (this.aside) rmSync(this.aside, { recursive: true, force: true });
  }
}
