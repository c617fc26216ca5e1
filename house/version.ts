import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** The program's own version, as package.json has it. */
export async function programVersion(): Promise<string> {
  const about: unknown = JSON.parse(await readFile(join(import.meta.dirname, "..", "package.json"), "utf8"));
  return typeof about === "object" && about !== null && "version" in about
    ? String(about.version)
    : "unknown";
}
