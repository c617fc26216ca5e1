import { readFile } from "node:fs/promises";
import { parseDocument } from "yaml";
import { SiteFile } from "../facility/assets/index.ts";
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
  const document = parseDocument(text, { prettyErrors: true });
  const broken = document.errors[0];
  if (broken) return problem(`${file} is no valid YAML: ${broken.message.split("\n")[0]}`);
  const read = SiteFile.safeParse(document.toJS());
  if (read.success) return done(read.data);
  const lines = read.error.issues.map(({ path, message }) => {
    const node: unknown =
      document.getIn(path as (string | number)[], true) ??
      document.getIn(path.slice(0, -1) as (string | number)[], true);
    const range: unknown = typeof node === "object" && node !== null ? Reflect.get(node, "range") : undefined;
    const line = Array.isArray(range) ? `:${text.slice(0, Number(range[0])).split("\n").length}` : "";
    return `${file}${line}: ${path.join(".") || "the file"}: ${message}`;
  });
  return problem(lines.join("\n"));
}
