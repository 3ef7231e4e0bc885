import { ensureBuilt } from "@/scripts/setup.mjs";

/** Once, before the workers start servers: two builds at the same time would be one too many. */
export default ensureBuilt;
