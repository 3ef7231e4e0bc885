import type { Setting as Compose } from "../scene";
import type { Setting } from "../words";
import { city } from "./city";
import { abstract, space, underwater } from "./elsewhere";
import { desert, forest, meadow, mountains, sea } from "./landscapes";
import { portrait } from "./portrait";
import { table } from "./table";

export const settings: Record<Setting, Compose> = {
  sea,
  mountains,
  forest,
  city,
  desert,
  meadow,
  space,
  underwater,
  portrait,
  table,
  abstract,
};
