import { createHash } from "node:crypto";
import { fileTypeOf, instant, text } from "../../facility/units/index.ts";
import type { Files, KeptFile } from "../ports.ts";

/** Files in memory. */
export function rememberingFiles(): Files & { readonly kept: ReadonlyMap<string, KeptFile> } {
  const kept = new Map<string, KeptFile>();
  const contents = new Map<string, Uint8Array<ArrayBuffer>>();
  return {
    kept,
    async put({ name, bytes, by, readers = "viewer" }) {
      const type = fileTypeOf(bytes);
      if (!type) return { ok: false, problem: text("Not a kept kind.", "不支持此类文件。") };
      const id = createHash("sha256").update(bytes).digest("hex");
      const ref = { id, name, type, bytes: bytes.length };
      kept.set(id, kept.get(id) ?? { ...ref, by, at: instant(0), readers });
      contents.set(id, new Uint8Array(bytes));
      return { ok: true, value: ref };
    },
    find: async (id) => kept.get(id),
    // Nothing here refers to anything.
    usedBy: async () => [],
    read: async (id) => contents.get(id),
    remove: async (id) => contents.delete(id) && kept.delete(id),
  };
}
