import { mkdirSync, readdirSync, readFileSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { done, problem, type Result } from "../../facility/units/index.ts";
import { type BufferOptions, cursorPath, DiskBuffer } from "./buffer.ts";
import { scan } from "./frames.ts";
import { endOf, type Segment } from "./segment-reader.ts";

/**
 * Opens a buffer folder, making it where there is none. A write that was cut off at the very end is cut away
 * with a warning; damage anywhere else is a problem that names the file to move aside.
 */
export function openBuffer(folder: string, options: BufferOptions = {}): Result<DiskBuffer> {
  const warn = options.warn ?? (() => undefined);
  try {
    mkdirSync(folder, { recursive: true });
    const names = readdirSync(folder)
      .filter((name) => /^\d{15}\.segment$/.test(name))
      .sort();
    const segments: Segment[] = [];
    for (const [index, name] of names.entries()) {
      const path = join(folder, name);
      const data = readFileSync(path);
      const found = scan(data);
      const youngest = index === names.length - 1;
      if (found.is === "damaged" || (found.is === "torn" && !youngest))
        return problem(
          `${path} is damaged at byte ${found.is === "damaged" ? found.offset : found.soundBytes}. Move it aside (mv ${path} ${path}.damaged) and start again: the messages in it are lost, all others will be sent.`,
        );
      let bytes = data.length;
      if (found.is === "torn") {
        warn(`${path}: the last write was cut off; its ${bytes - found.soundBytes} bytes are removed.`);
        truncateSync(path, found.soundBytes);
        bytes = found.soundBytes;
      }
      const segment = { first: Number.parseInt(name, 10), path, records: found.records, bytes };
      const before = segments.at(-1);
      if (before && segment.first < endOf(before))
        return problem(
          `${path} repeats numbers of ${before.path}. Move one of them aside: two gateways may have used one folder.`,
        );
      if (before && segment.first > endOf(before))
        warn(`${folder}: messages ${endOf(before)} to ${segment.first - 1} are missing.`);
      segments.push(segment);
    }
    const acked = readCursor(folder, warn);
    return done(new DiskBuffer(folder, segments, acked, options));
  } catch (error) {
    return problem(
      `the buffer folder ${folder} cannot be used (${(error as Error).message}). Mend its rights or name another folder.`,
    );
  }
}

/** Without a readable cursor everything kept is sent again; the server knows a reading it already has. */
function readCursor(folder: string, warn: (message: string) => void): number {
  const path = cursorPath(folder);
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return 0;
    throw error;
  }
  const match = /^\{"acked":(\d{1,15})\}$/.exec(text);
  if (match) return Number(match[1]);
  warn(`${path} is unreadable; everything in the buffer is sent again.`);
  return 0;
}
