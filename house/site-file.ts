import { readFile } from "node:fs/promises";
import { parseSiteYaml } from "../adapters/sitefiles/index.ts";
import type { SiteFile } from "../facility/assets/index.ts";
import { done, problem, type Result } from "../facility/units/index.ts";

/** Reads a site file; every mistake is named with its place in the file. */
export async function readSiteFile(file: string): Promise<Result<SiteFile>> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    return problem(
      code === "ENOENT"
        ? `There is no file ${file}. Name a site file with --config; docs/guides/installer.md shows one.`
        : `${file} cannot be read (${code ?? String(error)}). Give this user read rights.`,
    );
  }
  const read = parseSiteYaml(text);
  if (read.ok) return done(read.file);
  return problem(
    read.problems
      .map(
        ({ row, column, problem: what }) =>
          `${file}${row === null ? "" : `:${row}`}: ${column === null ? "" : `${column}: `}${what.en}`,
      )
      .join("\n"),
  );
}
