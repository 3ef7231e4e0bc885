import { readFileSync, writeFileSync } from "node:fs";
import { table } from "./table";

const [BEGIN, END] = ["<!-- proofs -->\n", "\n<!-- /proofs -->"];

const readme = readFileSync("README.md", "utf8");
const [before = "", rest = ""] = readme.split(BEGIN);
const [, after] = rest.split(END);
if (after === undefined) throw new Error("README.md has lost the place of the table.");
writeFileSync("README.md", `${before}${BEGIN}\n${table()}${END}${after}`);
