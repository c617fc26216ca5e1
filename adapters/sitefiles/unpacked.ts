import { Unzip, UnzipInflate, unzipSync } from "fflate";

/** A register of 20 000 assets unpacks to about so much; some hundred kilobytes can be made to unpack to gigabytes. */
export const MOST_UNPACKED = 16 * 1024 * 1024;
/** Packed bytes looked at in one go: they unpack to a thousand times as much at most. */
const STEP = 4096;

/**
 * True where a zip archive unpacks to more than `most` bytes. Counted by unpacking, since what the archive says of its
 * sizes may be untrue, and by its directory as well: readers go by the one or the other.
 *
 * @throws where it is no archive that can be read
 */
export function unpacksBeyond(bytes: Uint8Array, most = MOST_UNPACKED): boolean {
  let told = 0;
  unzipSync(bytes, {
    filter: ({ originalSize }) => {
      told += originalSize;
      return false;
    },
  });
  let found = 0;
  const unzip = new Unzip((file) => {
    file.ondata = (error, data) => {
      if (error) throw error;
      found += data.length;
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  for (let at = 0; at < bytes.length && Math.max(told, found) <= most; at += STEP)
    unzip.push(bytes.subarray(at, at + STEP), at + STEP >= bytes.length);
  return Math.max(told, found) > most;
}
