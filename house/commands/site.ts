import { readFile, writeFile } from "node:fs/promises";
import { userInfo } from "node:os";
import { extname } from "node:path";
import { createInterface } from "node:readline/promises";
import { siteFiles } from "../../adapters/sitefiles/index.ts";
import { openState } from "../../adapters/sql/index.ts";
import { SiteFormat } from "../../api/contract/index.ts";
import type { ImportProblem, SiteChange } from "../../facility/assets/index.ts";
import { catalog } from "../../facility/catalog/index.ts";
import { instant } from "../../facility/units/index.ts";
import { openLog } from "../log.ts";
import { readSettings, stateOf } from "../settings.ts";
import { SiteBook } from "../sites.ts";
import { fail } from "./run.ts";

/** The sites of this data folder. A server that runs on it takes a change up by itself within seconds. */
async function openBook(): Promise<{ book: SiteBook; close(): Promise<void> }> {
  const settings = readSettings(process.env);
  if (!settings.ok) fail(settings.problem);
  const state = await openState(stateOf(settings.value));
  if (!state.ok) fail(state.problem);
  const book = await SiteBook.open({
    store: state.value.sites,
    files: [],
    types: catalog,
    clock: () => instant(Date.now()),
    log: openLog(settings.value.logLevel),
  });
  if (!book.ok) fail(book.problem);
  return { book: book.value, close: () => state.value.close() };
}

/** Which site is meant; it need not be said where there is one. */
function siteOf(book: SiteBook, asked: string | undefined) {
  const known = book.list();
  const names = known.map(({ file }) => file.site.id).join(", ") || "none yet";
  const found = asked === undefined ? known : known.filter(({ file }) => file.site.id === asked);
  const [one] = found;
  if (one && found.length === 1) return one;
  return fail(
    asked === undefined && known.length > 1
      ? `Name the site with --site. Sites: ${names}.`
      : `There is no site ${asked ?? ""}. Sites: ${names}. A new one comes in as YAML: import site.yaml`,
  );
}

const placeOf = ({ row, column }: ImportProblem): string =>
  [row === null ? "" : `row ${row}`, column === null ? "" : `column ${column}`]
    .filter((part) => part !== "")
    .join(", ");

function lineOf({ is, noun, id, name, fields }: SiteChange): string {
  const sign = { created: "+", changed: "~", removed: "-" }[is];
  const differences = fields.map(
    ({ field, before, after }) => `\n      ${field}: ${before ?? "—"} → ${after ?? "—"}`,
  );
  return `  ${sign} ${noun} ${id} (${name.en} ${name.zh})${differences.join("")}`;
}

/** `import`: shows what a file would change, asks, and applies all of it or nothing. */
export async function importSite(
  path: string,
  options: { readonly site?: string; readonly yes: boolean; readonly dryRun: boolean },
): Promise<void> {
  const ending = extname(path).slice(1).toLowerCase();
  const format = SiteFormat.safeParse(ending === "yml" ? "yaml" : ending);
  if (!format.success) fail(`${path} is neither .yaml, .csv nor .xlsx. Save it as one of these.`);
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) =>
    fail(`${path} cannot be read (${error.code ?? error.message}). Check its name and your rights.`),
  );
  const { book, close } = await openBook();
  const over = format.data === "yaml" ? undefined : siteOf(book, options.site).file;
  const read = await siteFiles(catalog).read(format.data, bytes, over);
  if (!read.ok)
    fail(
      [
        `${path} has ${read.problems.length} mistakes; nothing was changed.`,
        ...read.problems.map((one) =>
          [placeOf(one), one.problem.en].filter((part) => part !== "").join(": "),
        ),
      ].join("\n"),
    );
  const changes = book.preview(read.file);
  if (!changes.ok) fail(changes.problem);
  if (read.ignored.length > 0) console.log(`Columns not used: ${read.ignored.join(", ")}`);
  if (changes.value.length === 0) {
    console.log(`Site ${read.file.site.id} already says what ${path} says. Nothing to change.`);
    return close();
  }
  console.log(`Site ${read.file.site.id}: ${changes.value.length} changes`);
  for (const change of changes.value) console.log(lineOf(change));
  if (options.dryRun) return close();
  if (!options.yes && !(await confirmed())) {
    console.log("Nothing was changed.");
    return close();
  }
  const revision = book.list().find(({ file }) => file.site.id === read.file.site.id)?.revision ?? 0;
  const applied = await book.apply(read.file, { by: userInfo().username, expected: revision });
  await close();
  if (!applied.ok) fail(applied.problem);
  console.log(`Applied. A running server follows within seconds.`);
}

/** At a terminal a person is asked; a script must say --yes. */
async function confirmed(): Promise<boolean> {
  if (!process.stdin.isTTY) fail("Say --yes to apply without being asked, or --dry-run to look only.");
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question("Apply? [y/N] ");
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}

/** `export`: a site as YAML, or its asset register as CSV or XLSX. */
export async function exportSite(options: {
  readonly site?: string;
  readonly format: string;
  readonly out?: string;
  readonly language: string;
}): Promise<void> {
  const format = SiteFormat.safeParse(options.format);
  if (!format.success) fail(`--format is ${SiteFormat.options.join(", ")}; got "${options.format}".`);
  const { language } = options;
  if (language !== "en" && language !== "zh") fail(`--language is en or zh; got "${language}".`);
  const { book, close } = await openBook();
  const { file } = siteOf(book, options.site);
  const bytes = await siteFiles(catalog).write(format.data, file, language);
  await close();
  const out =
    options.out ??
    (format.data === "yaml" ? `${file.site.id}.yaml` : `${file.site.id}-assets.${format.data}`);
  await writeFile(out, bytes).catch((error: NodeJS.ErrnoException) =>
    fail(`${out} cannot be written (${error.code ?? error.message}). Name another file with --out.`),
  );
  console.log(
    `${out}: ${file.places.length} places, ${file.assets.length} assets, ${file.gateways.length} gateways.`,
  );
}
