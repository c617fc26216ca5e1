import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname, join, normalize, sep } from "node:path";
import { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { extract } from "tar-stream";
import { done, problem, type Result } from "../../facility/units/index.ts";
import { FORMAT, MANIFEST, Manifest } from "./manifest.ts";

/**
 * Reads a backup to its end and answers its list of contents once every file is what the list says; unpacks it into
 * the folder, where one is given. A damaged, foreign or cut-short file is a problem that says so.
 */
export async function readBackup(file: string, folder?: string): Promise<Result<Manifest>> {
  const seen = new Map<string, { readonly bytes: number; readonly sha256: string }>();
  let list = "";
  const archive = extract();
  const reading = pipeline(createReadStream(file), archive).catch((error: Error) => archive.destroy(error));
  try {
    for await (const entry of archive) {
      const { name, type, mode = 0o600 } = entry.header;
      const path = normalize(name);
      if (type !== "file" || path.startsWith("..") || path.startsWith(sep))
        return problem(`${file} is no backup of this program: it holds ${name}.`);
      const hash = createHash("sha256");
      let bytes = 0;
      async function* counted(data: AsyncIterable<unknown>) {
        for await (const piece of data) {
          const part = piece as Buffer;
          hash.update(part);
          bytes += part.length;
          if (name === MANIFEST) list += part.toString();
          yield part;
        }
      }
      if (folder) await mkdir(dirname(join(folder, path)), { recursive: true, mode: 0o700 });
      await pipeline(counted(entry), folder ? createWriteStream(join(folder, path), { mode }) : nowhere());
      seen.set(name, { bytes, sha256: hash.digest("hex") });
    }
    await reading;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return problem(`${file} cannot be read as a backup (${why}). Use another one.`);
  }
  return checked(file, list, seen);
}

const nowhere = () => new Writable({ write: (_data, _encoding, taken) => taken() });

function checked(
  file: string,
  list: string,
  seen: ReadonlyMap<string, { readonly bytes: number; readonly sha256: string }>,
): Result<Manifest> {
  if (!seen.has(MANIFEST))
    return problem(`${file} is cut short: its list of contents is missing. Use another backup.`);
  const manifest = Manifest.safeParse(JSON.parse(list));
  if (!manifest.success || manifest.data.format > FORMAT)
    return problem(
      `${file} was made by a newer version of this program. Install that version, then restore.`,
    );
  for (const [name, { bytes, sha256 }] of Object.entries(manifest.data.files)) {
    const is = seen.get(name);
    if (is?.bytes !== bytes || is.sha256 !== sha256)
      return problem(`${file} is damaged: ${name} is not what it was. Use another backup.`);
  }
  return done(manifest.data);
}
