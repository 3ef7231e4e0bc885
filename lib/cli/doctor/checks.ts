import type { Check } from "./check";
import { dataFolder, diskRoom, secrets } from "./data-folder";
import { database } from "./database";
import { catalogue, key } from "./openrouter";
import { packages } from "./packages";
import { appUrl, build, port } from "./server";
import { pausedWork, spool, unknownOutcomes } from "./work";

/** In the order in which they are told: what explains others comes first. */
export const CHECKS: Check[] = [
  packages,
  dataFolder,
  diskRoom,
  secrets,
  database,
  key,
  catalogue,
  pausedWork,
  unknownOutcomes,
  spool,
  port,
  appUrl,
  build,
];
