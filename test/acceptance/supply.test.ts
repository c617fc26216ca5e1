import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { z } from "zod";
import { readLock, sbomOf } from "../../docs/sbom.ts";

const top = join(import.meta.dirname, "..", "..");

/** What CycloneDX 1.6 asks of the parts that are used (cyclonedx.org/docs/1.6/json); nothing else may stand there. */
const Component = z.strictObject({
  type: z.literal("library"),
  "bom-ref": z.string().min(1),
  group: z.string().optional(),
  name: z.string().min(1),
  version: z.string().regex(/^\d+\.\d+\.\d+/),
  scope: z.enum(["required", "optional", "excluded"]),
  licenses: z
    .array(
      z.union([
        z.strictObject({ license: z.strictObject({ id: z.string() }) }),
        z.strictObject({ expression: z.string() }),
      ]),
    )
    .optional(),
  purl: z.string().regex(/^pkg:npm\/(%40[^/@]+\/)?[^/@]+@[^@]+$/),
  // Absent where the lock file has none.
  hashes: z
    .array(
      z.strictObject({
        alg: z.enum(["SHA-1", "SHA-512"]),
        content: z.string().regex(/^([0-9a-f]{40}|[0-9a-f]{128})$/),
      }),
    )
    .optional(),
  externalReferences: z.array(z.strictObject({ type: z.literal("distribution"), url: z.url() })).optional(),
});
const Bom = z.strictObject({
  $schema: z.string(),
  bomFormat: z.literal("CycloneDX"),
  specVersion: z.literal("1.6"),
  serialNumber: z.string().regex(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/),
  version: z.literal(1),
  metadata: z.strictObject({
    component: z.looseObject({ type: z.literal("application"), name: z.string() }),
  }),
  components: z.array(Component),
  dependencies: z.array(z.strictObject({ ref: z.string(), dependsOn: z.array(z.string()) })),
});

const lock = readLock(top);
const bom = Bom.parse(JSON.parse(JSON.stringify(sbomOf(lock))));

it("the bill of materials names every package of the lock file that runs in production, once, with its hash", () => {
  const listed = bom.components.map(
    ({ group, name, version }) => `${group ? `${group}/` : ""}${name}@${version}`,
  );
  expect(new Set(listed).size).toBe(listed.length);
  const locked = Object.entries(lock.packages)
    .filter(([folder, { dev }]) => folder !== "" && !dev)
    .map(([folder, { version }]) => `${folder.split("node_modules/").at(-1)}@${version}`);
  expect(listed.toSorted()).toEqual([...new Set(locked)].sort());
  const refs = new Set([...bom.components.map((each) => each["bom-ref"]), `watchkeeper@${lock.version}`]);
  for (const { ref, dependsOn } of bom.dependencies)
    for (const each of [ref, ...dependsOn]) expect(refs).toContain(each);
  const root = bom.dependencies.find(({ ref }) => ref === `watchkeeper@${lock.version}`);
  const { dependencies } = JSON.parse(readFileSync(join(top, "package.json"), "utf8")) as {
    dependencies: Record<string, string>;
  };
  expect(root?.dependsOn.length).toBeGreaterThanOrEqual(Object.keys(dependencies).length);
});

/** May stand beside Apache-2.0 in what is handed on; MPL-2.0 and OFL bind their own files alone. */
const FINE = new Set(
  "MIT ISC Apache-2.0 BSD-2-Clause BSD-3-Clause 0BSD BlueOak-1.0.0 Unlicense MIT-0 Zlib MPL-2.0 OFL-1.1 CC0-1.0 Python-2.0".split(
    " ",
  ),
);

/** Looked at by hand: MIT by the file LICENSE in the package. */
const KNOWN: readonly string[] = ["pkg:npm/png-js@1.1.0 undefined"];

it("nothing in it has a licence that does not go with ours", () => {
  const odd: string[] = [];
  for (const { purl, licenses } of bom.components) {
    const folder = decodeURIComponent(purl.replace(/^pkg:npm\//, "").replace(/@[^@]+$/, ""));
    const file = join(top, "node_modules", folder, "package.json");
    const said = licenses
      ?.map((each) => ("expression" in each ? each.expression : each.license.id))
      .join(" AND ");
    // Some say it in their own package.json in an older way only, or in a file of text alone.
    const own = existsSync(file)
      ? (JSON.parse(readFileSync(file, "utf8")) as {
          license?: string | { type: string };
          licenses?: { type: string }[];
        })
      : {};
    const licence =
      said ?? (typeof own.license === "object" ? own.license.type : own.license) ?? own.licenses?.[0]?.type;
    const words = licence?.split(/\s+(?:AND|OR|WITH)\s+|[()]/).filter((word) => word.trim() !== "") ?? [];
    if (words.length > 0 ? !words.every((word) => FINE.has(word.trim())) : existsSync(file))
      odd.push(`${purl} ${licence}`);
  }
  expect(odd).toEqual(KNOWN);
});
