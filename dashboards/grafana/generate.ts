import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dashboards } from "./dashboards.ts";

/** Writes every dashboard into `json/`, one file each; files of dashboards that are no more go. */
const folder = join(import.meta.dirname, "json");
mkdirSync(folder, { recursive: true });
for (const name of readdirSync(folder)) rmSync(join(folder, name));
for (const [name, dashboard] of Object.entries(dashboards()))
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(dashboard, null, 2)}\n`);
