/** Writes the pages of this folder that are made from data: `npm run docs`. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { catalog, cataloguePage } from "../facility/catalog/index.ts";

writeFileSync(join(import.meta.dirname, "catalogue.md"), cataloguePage(catalog));
