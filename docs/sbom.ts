/**
 * Prints the bill of materials of what runs in production as CycloneDX 1.6 JSON: `npm run -s sbom > sbom.json`.
 * From the lock file alone, so it is the same everywhere; packages of other platforms are in it as optional.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

export interface Lock {
  readonly name: string;
  readonly version: string;
  readonly packages: Readonly<Record<string, LockedPackage>>;
}
interface LockedPackage {
  readonly name?: string;
  readonly version?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly license?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

export const readLock = (folder = join(import.meta.dirname, "..")): Lock =>
  JSON.parse(readFileSync(join(folder, "package-lock.json"), "utf8")) as Lock;

const nameOf = (folder: string, { name }: LockedPackage): string =>
  name ?? folder.slice(folder.lastIndexOf("node_modules/") + "node_modules/".length);

/** pkg:npm/%40scope/name@version (github.com/package-url/purl-spec). */
const purlOf = (name: string, version: string): string => `pkg:npm/${name.replace(/^@/, "%40")}@${version}`;

/** An SPDX expression stands as one, a single licence by its id. */
const licenceOf = (licence: string) =>
  /\s|\(/.test(licence) ? { expression: licence } : { license: { id: licence } };

/** "sha512-<base64>" as CycloneDX writes it. */
function hashOf(integrity: string): { readonly alg: string; readonly content: string } {
  const [alg = "", digest = ""] = integrity.split("-");
  return { alg: alg.replace("sha", "SHA-"), content: Buffer.from(digest, "base64").toString("hex") };
}

/** Where Node finds a package asked for from a folder of node_modules: nearest first. */
function resolve(lock: Lock, from: string, name: string): string | undefined {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf("/node_modules/")))) {
    const tried = at === "" ? `node_modules/${name}` : `${at}/node_modules/${name}`;
    if (lock.packages[tried]) return tried;
    if (at === "") return undefined;
  }
}

export function sbomOf(lock: Lock) {
  const production = Object.entries(lock.packages).filter(([folder, { dev }]) => folder !== "" && !dev);
  // One package may stand in several folders; it is one component, with what any of them needs.
  const components = new Map<string, object>();
  const needs = new Map<string, Set<string>>();
  const rootRef = `${lock.name}@${lock.version}`;
  const refOf = (folder: string): string => {
    const each = lock.packages[folder]!;
    return folder === "" ? rootRef : purlOf(nameOf(folder, each), each.version ?? "");
  };
  for (const [folder, each] of [["", lock.packages[""] ?? {}] as const, ...production]) {
    const ref = refOf(folder);
    const wanted = needs.get(ref) ?? new Set<string>();
    needs.set(ref, wanted);
    const asked = { ...each.dependencies, ...each.optionalDependencies, ...each.peerDependencies };
    for (const name of Object.keys(asked)) {
      const found = resolve(lock, folder, name);
      if (found !== undefined && !lock.packages[found]?.dev) wanted.add(refOf(found));
    }
    if (folder === "" || components.has(ref)) continue;
    const full = nameOf(folder, each);
    const cut = full.startsWith("@") ? full.indexOf("/") : -1;
    components.set(ref, {
      type: "library",
      "bom-ref": ref,
      ...(cut > 0 ? { group: full.slice(0, cut) } : {}),
      name: full.slice(cut + 1),
      version: each.version,
      scope: each.optional ? "optional" : "required",
      ...(each.license ? { licenses: [licenceOf(each.license)] } : {}),
      purl: ref,
      ...(each.integrity ? { hashes: [hashOf(each.integrity)] } : {}),
      ...(each.resolved ? { externalReferences: [{ type: "distribution", url: each.resolved }] } : {}),
    });
  }
  const digest = createHash("sha256").update(JSON.stringify(lock)).digest("hex");
  const uuid = `${digest.slice(0, 8)}-${digest.slice(8, 12)}-5${digest.slice(13, 16)}-8${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
  return {
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    serialNumber: `urn:uuid:${uuid}`,
    version: 1,
    metadata: {
      component: {
        type: "application",
        "bom-ref": rootRef,
        name: lock.name,
        version: lock.version,
        licenses: [{ license: { id: "Apache-2.0" } }],
      },
    },
    components: [...components.values()],
    dependencies: [...needs].map(([ref, wanted]) => ({ ref, dependsOn: [...wanted].sort() })),
  };
}

if (import.meta.main) console.log(JSON.stringify(sbomOf(readLock()), null, 1));
