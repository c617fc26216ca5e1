import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { extname, join, relative } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { done, problem, type Result } from "../../facility/units/index.ts";

const here = import.meta.dirname;
const house = join(here, "../..");
const dist = join(here, "dist");
const MARK = ".fingerprint";

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** A hash over all that the bundle is made of; the same sources never build twice. */
async function fingerprint(): Promise<string> {
  const folders = ["src", "public"].map((name) => join(here, name));
  const shared = ["api/contract", "facility"].map((name) => join(house, name));
  const single = ["index.html", "vite.config.ts", "first-view.ts", "build.ts"].map((name) =>
    join(here, name),
  );
  const found = await Promise.all([...folders, ...shared].map(filesIn));
  const files = [...found.flat(), ...single, join(house, "package-lock.json")]
    .filter((file) => !/\.test\.tsx?$/.test(file))
    .sort();
  const hash = createHash("sha256");
  for (const file of files)
    hash
      .update(relative(house, file))
      .update("\0")
      .update(await readFile(file));
  return hash.digest("hex");
}

/** Lays `.br` and `.gz` beside each text file, so that the server never spends time compressing. */
async function compress(folder: string): Promise<void> {
  const texts = new Set([".js", ".css", ".html", ".svg", ".webmanifest"]);
  const files = (await filesIn(folder)).filter((file) => texts.has(extname(file)));
  await Promise.all(
    files.map(async (file) => {
      const bytes = await readFile(file);
      if (bytes.length < 1_024) return;
      // Brotli 9 costs a tenth of 11's time for a few percent more bytes.
      const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
      await Promise.all([
        promisify(brotliCompress)(bytes, { params }).then((small) => writeFile(`${file}.br`, small)),
        promisify(gzip)(bytes, { level: 9 }).then((small) => writeFile(`${file}.gz`, small)),
      ]);
    }),
  );
}

/**
 * Builds the console into `dist` unless what is there was made of the very same sources.
 * Built aside and swapped in at the end: a server that hands out the old files never sees half a build.
 */
export async function buildConsole(
  options: { readonly force?: boolean } = {},
): Promise<Result<{ readonly folder: string; readonly built: boolean }>> {
  const now = await fingerprint();
  const before = await readFile(join(dist, MARK), "utf8").catch(() => "");
  if (!options.force && before === now) return done({ folder: dist, built: false });

  const aside = join(here, ".build", String(process.pid), "dist");
  // Whatever the server or a test runs as: libraries would bundle their development halves, a third more script.
  const around = process.env.NODE_ENV;
  process.env.NODE_ENV = "production";
  try {
    const { build } = await import("vite");
    await mkdir(aside, { recursive: true });
    await build({
      configFile: join(here, "vite.config.ts"),
      logLevel: "warn",
      build: { outDir: aside, emptyOutDir: true },
    });
    await compress(aside);
    await writeFile(join(aside, MARK), now);
    await rm(dist, { recursive: true, force: true });
    await rename(aside, dist);
    return done({ folder: dist, built: true });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return problem(
      `The console could not be built: ${why}\nRun \`npm ci\`, then \`npm run build\` to see it alone.`,
    );
  } finally {
    if (around === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = around;
    await rm(join(here, ".build", String(process.pid)), { recursive: true, force: true });
  }
}

if (import.meta.main) {
  const start = performance.now();
  const result = await buildConsole({ force: process.argv.includes("--force") });
  if (result.ok) {
    const seconds = ((performance.now() - start) / 1_000).toFixed(1);
    console.log(result.value.built ? `console built in ${seconds} s` : "console is up to date");
  } else {
    console.error(result.problem);
    process.exitCode = 1;
  }
}
