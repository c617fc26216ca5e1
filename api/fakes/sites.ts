import { diffSites, SiteFile, type StoredSite } from "../../facility/assets/index.ts";
import { done, instant, problem } from "../../facility/units/index.ts";
import type { SiteFiles, Sites } from "../ports.ts";

/** Sites in memory; one whose first asset is called "bad" is refused. */
export class FakeSites implements Sites {
  readonly #sites = new Map<string, StoredSite>();

  constructor(...files: SiteFile[]) {
    for (const file of files)
      this.#sites.set(file.site.id, { file, revision: 1, changedAt: instant(1), changedBy: "site file" });
  }

  list(): StoredSite[] {
    return [...this.#sites.values()];
  }

  preview: Sites["preview"] = (file) =>
    file.assets[0]?.id === "bad"
      ? problem("asset bad does not fit. Mend it.")
      : done(diffSites(this.#sites.get(file.site.id)?.file, file));

  apply: Sites["apply"] = async (file, { by, expected }) => {
    const before = this.#sites.get(file.site.id);
    const changes = this.preview(file);
    if (!changes.ok) return { ...changes, why: "invalid" };
    if ((before?.revision ?? 0) !== expected)
      return { ok: false, problem: "changed meanwhile", why: "changed-meanwhile" };
    const stored = { file, revision: expected + 1, changedAt: instant(2), changedBy: by };
    this.#sites.set(file.site.id, stored);
    return { ok: true, value: { stored, changes: changes.value } };
  };
}

/** Every format is JSON here; what does not parse is refused with its row. */
export const jsonFiles: SiteFiles = {
  async read(_format, bytes) {
    const words = new TextDecoder().decode(bytes);
    const read = words.startsWith("{") ? SiteFile.safeParse(JSON.parse(words)) : undefined;
    if (read?.success) return { ok: true, file: read.data, ignored: [] };
    return {
      ok: false,
      problems: [{ row: 3, column: "B Type", problem: { en: "no known type", zh: "未知类型" } }],
    };
  },
  write: async (_format, file) => new TextEncoder().encode(JSON.stringify(file)),
};
