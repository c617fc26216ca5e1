import { createHash, randomUUID } from "node:crypto";
import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { FileIndex, Files } from "../../api/ports.ts";
import { type Clock, type FileType, fileTypeOf, text } from "../../facility/units/index.ts";

/** A photo of a phone is 2 to 6 MB. */
export const MOST_FILE_BYTES = 10 * 1024 * 1024;

/** Files under one folder, each named by its SHA-256 and written whole or not at all. */
export function folderFiles(folder: string, index: FileIndex, clock: Clock): Files {
  const pathOf = (id: string) => join(folder, id.slice(0, 2), id);
  return {
    async put({ name, bytes, by, readers = "viewer" }) {
      if (bytes.length > MOST_FILE_BYTES)
        return {
          ok: false,
          problem: text(
            `The file is longer than ${MOST_FILE_BYTES / 2 ** 20} MB. Send a smaller photo or split the document.`,
            `文件超过 ${MOST_FILE_BYTES / 2 ** 20} MB，请压缩照片或拆分文件。`,
          ),
        };
      const type = fileTypeOf(bytes);
      if (!type)
        return {
          ok: false,
          problem: text(
            "Only JPEG, PNG, WebP, PDF and plain text are kept; these bytes are none of them.",
            "仅支持 JPEG、PNG、WebP、PDF 和纯文本文件。",
          ),
        };
      const id = createHash("sha256").update(bytes).digest("hex");
      await writeWhole(pathOf(id), bytes);
      const ref = { id, name: cleanName(name, type), type, bytes: bytes.length };
      await index.add({ ...ref, by, at: clock(), readers });
      return { ok: true, value: ref };
    },
    find: (id) => index.find(id),
    usedBy: (id) => index.usedBy(id),
    async read(id) {
      if (!/^[0-9a-f]{64}$/.test(id)) return undefined;
      try {
        return new Uint8Array(await readFile(pathOf(id)));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
        throw error;
      }
    },
    async remove(id) {
      const known = await index.remove(id);
      if (known) await rm(pathOf(id), { force: true });
      return known;
    },
  };
}

/** What a file of each type may end with; the first is put behind a name that ends otherwise. */
const ENDINGS: { readonly [K in FileType]: readonly [string, ...string[]] } = {
  "image/jpeg": [".jpg", ".jpeg"],
  "image/png": [".png"],
  "image/webp": [".webp"],
  "application/pdf": [".pdf"],
  "text/plain": [".txt", ".csv", ".md", ".log"],
};

/** A name for people: no path, no control characters, never empty, and no page or program once it is saved. */
function cleanName(name: string, type: FileType): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  const plain = (name.split(/[\\/]/).at(-1) ?? "").replace(/[\u0000-\u001f\u007f"]/g, "").trim();
  const [usual, ...others] = ENDINGS[type];
  const ends = [usual, ...others].some((ending) => plain.toLowerCase().endsWith(ending));
  return ends ? plain.slice(-200) : `${plain.slice(0, 200 - usual.length) || "file"}${usual}`;
}

async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const part = `${path}.${randomUUID()}.part`;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const file = await open(part, "wx", 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } catch (error) {
    await file.close();
    await rm(part, { force: true });
    throw error;
  }
  await file.close();
  await rename(part, path);
}
