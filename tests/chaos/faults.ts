import fs from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { basename } from "node:path";

/** How a call fails: with an error's code, or a `write` that takes only half of its bytes. */
export type FaultKind = "ENOSPC" | "EIO" | "EACCES" | "EDQUOT" | "EMFILE" | "ENFILE" | "SHORT";

export interface Fault {
  /** Counted from 1 among the calls that this kind can befall. */
  nth: number;
  kind: FaultKind;
  /** The disk stays broken: every later call fails alike until it is mended. */
  lasting?: boolean;
  /** Befalls only these calls; absent: any. `call` such as "rename", `file` the name in the folder. */
  only?: (call: string, file: string) => boolean;
}

type Method = (this: unknown, ...args: unknown[]) => unknown;
type Methods = Record<string, Method>;

/**
 * A disk that fails at one call of ours: every function of `node:fs` by which this process touches a file below `folder` is
 * counted, and the n-th is refused. SQLite and libvips do their own I/O and are not touched.
 */
export class FailingDisk {
  private readonly files = new WeakMap<object, string>();
  private readonly descriptors = new Map<number, string>();
  private fault: Fault | null = null;
  private counted = 0;
  private firstHit: string | null = null;

  private constructor(private readonly folder: string) {}

  static async under(folder: string): Promise<FailingDisk> {
    const disk = new FailingDisk(folder);
    const probe = await fs.promises.open(import.meta.filename);
    disk.wrapHandles(Object.getPrototypeOf(probe) as Methods);
    await probe.close();
    disk.wrapPromises(fs.promises as unknown as Methods);
    disk.wrapStreams(fs as unknown as Methods);
    // Named imports elsewhere are views of these exports.
    syncBuiltinESMExports();
    return disk;
  }

  breakAt(fault: Fault): void {
    this.fault = fault;
    this.counted = 0;
    this.firstHit = null;
  }

  get isHit(): boolean {
    return this.firstHit !== null;
  }

  /** Returns the call that was refused first, such as "rename 8c….part"; null: there were fewer calls. */
  mend(): { calls: number; hit: string | null } {
    this.fault = null;
    return { calls: this.counted, hit: this.firstHit };
  }

  private readonly inside = (path: unknown): path is string => typeof path === "string" && path.startsWith(this.folder);

  /** Counts a call; true: it fails. */
  private fails(call: string, path: string): boolean {
    const { fault } = this;
    if (!fault || (fault.kind === "SHORT" && call !== "write")) return false;
    if (["EMFILE", "ENFILE"].includes(fault.kind) && call !== "open") return false;
    if (fault.only && !fault.only(call, basename(path))) return false;
    this.counted++;
    if (this.counted !== fault.nth && !(fault.lasting && this.counted > fault.nth)) return false;
    this.firstHit ??= `${call} ${basename(path)}`;
    return true;
  }

  private error(call: string, path: string): NodeJS.ErrnoException {
    const code = this.fault?.kind ?? "EIO";
    return Object.assign(new Error(`${code}: injected, ${call} '${path}'`), { code, syscall: call, path });
  }

  private wrapHandles(handles: Methods): void {
    const disk = this;
    for (const call of [
      "read",
      "write",
      "writeFile",
      "appendFile",
      "readFile",
      "sync",
      "datasync",
      "truncate",
      "stat",
    ]) {
      const real = handles[call] as Method;
      handles[call] = async function (...args) {
        const path = disk.files.get(this as object);
        if (path && disk.fails(call, path)) {
          if (disk.fault?.kind !== "SHORT") throw disk.error(call, path);
          const [buffer, offset = 0, length = (buffer as Buffer).length, position] = args as [
            Buffer,
            number,
            number,
            number,
          ];
          return real.call(this, buffer, offset, Math.ceil(length / 2), position);
        }
        return real.apply(this, args);
      };
    }
  }

  /** Each handle has a `close` of its own. */
  private note(handle: FileHandle, path: string): void {
    this.files.set(handle, path);
    const close = handle.close;
    handle.close = async () => {
      await close.call(handle);
      if (this.fails("close", path)) throw this.error("close", path);
    };
  }

  private wrapPromises(promises: Methods): void {
    const calls = ["open", "rename", "rm", "unlink", "mkdir", "stat", "statfs", "writeFile", "readFile", "readdir"];
    for (const call of [...calls, "truncate", "copyFile", "link", "access"]) {
      const real = promises[call] as Method;
      promises[call] = async (...args: unknown[]) => {
        const [path] = args;
        if (this.inside(path) && this.fails(call, path)) throw this.error(call, path);
        const result = await real.apply(promises, args);
        if (call === "open" && this.inside(path)) this.note(result as FileHandle, path);
        return result;
      };
    }
  }

  /** By which streams open and read files. */
  private wrapStreams(callbacks: Methods): void {
    const { open, read, close } = callbacks as { open: Method; read: Method; close: Method };
    callbacks.open = (...args) => {
      const [path] = args;
      const done = args.at(-1) as (error: Error | null, descriptor?: number) => void;
      if (!this.inside(path)) return open.apply(fs, args);
      if (this.fails("open", path)) return process.nextTick(done, this.error("open", path));
      const noted = (error: Error | null, descriptor?: number) => {
        if (descriptor !== undefined) this.descriptors.set(descriptor, path);
        done(error, descriptor);
      };
      return open.apply(fs, [...args.slice(0, -1), noted]);
    };
    callbacks.read = (...args) => {
      const path = this.descriptors.get(args[0] as number);
      if (path && this.fails("read", path)) return process.nextTick(args.at(-1) as Method, this.error("read", path));
      return read.apply(fs, args);
    };
    callbacks.close = (...args) => {
      this.descriptors.delete(args[0] as number);
      return close.apply(fs, args);
    };
  }
}
