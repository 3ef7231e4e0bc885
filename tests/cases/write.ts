import { writeFileSync } from "node:fs";
import { table } from "./titles";

writeFileSync("docs/cases.md", table());
