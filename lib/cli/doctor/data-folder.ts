import { accessSync, constants, readdirSync, type Stats, statfsSync, statSync } from "node:fs";
import { join } from "node:path";
import { FREE_MIN_BYTES } from "@/lib/press/spool";
import { type Check, type Finding, note, reason, wrong } from "./check";

function look(path: string): Stats | null {
  try {
    return statSync(path);
  } catch {
    return null;
  }
}

export const dataFolder: Check = {
  name: "data folder",
  run({ env: { dataDir } }) {
    const there = look(dataDir);
    if (!there) {
      return [
        wrong(
          `The data folder ${dataDir} is missing.`,
          "Mount its disk or correct DATA_DIR; a new one is made by npm start.",
        ),
      ];
    }
    if (!there.isDirectory()) return [wrong(`${dataDir} is no folder.`, "Let DATA_DIR name a folder.")];
    const found: Finding[] = [];
    try {
      accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
    } catch (error) {
      found.push(
        wrong(
          `The data folder ${dataDir} cannot be written to (${reason(error)}).`,
          "Give it to the user that serves.",
        ),
      );
    }
    if (there.mode & 0o022) found.push(wrong(`Others may write to ${dataDir}.`, `Run chmod 700 "${dataDir}".`));
    else if (there.mode & 0o055) found.push(note(`Others may read ${dataDir}.`, `Run chmod 700 "${dataDir}".`));
    return found;
  },
};

export const diskRoom: Check = {
  name: "room on the disk",
  run({ env: { dataDir } }) {
    if (!look(dataDir)) return [];
    const { bavail, bsize } = statfsSync(dataDir);
    if (bavail * bsize >= FREE_MIN_BYTES) return [];
    const megabytes = (bytes: number) => `${Math.floor(bytes / 1e6)} MB`;
    return [
      wrong(
        `The disk of the data folder has ${megabytes(bavail * bsize)} left; nothing is sent below ${megabytes(FREE_MIN_BYTES)}.`,
        "Make room on it.",
      ),
    ];
  },
};

export const secrets: Check = {
  name: "secrets",
  run({ env: { dataDir } }) {
    const folder = join(dataDir, "secrets");
    if (!look(folder)?.isDirectory()) return [];
    try {
      return readdirSync(folder).flatMap((name) => {
        const path = join(folder, name);
        return (look(path)?.mode ?? 0) & 0o077
          ? [
              wrong(
                `Others may read the secret ${path}.`,
                `Run chmod 600 "${path}", and have people sign in anew if others did.`,
              ),
            ]
          : [];
      });
    } catch (error) {
      return [
        wrong(
          `The secrets in ${folder} cannot be read (${reason(error)}).`,
          "Give the folder to the user that serves.",
        ),
      ];
    }
  },
};
