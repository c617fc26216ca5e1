/**
 * A queue on disk: records wait in segment files, in order, each with its checksum, until they are acknowledged.
 * A gateway keeps unsent readings in one; the server keeps what a remote store has not taken yet.
 */
export { type BufferOptions, DiskBuffer } from "./buffer.ts";
export { MAX_RECORD_BYTES } from "./frames.ts";
export { openBuffer } from "./open-buffer.ts";
export type { BufferedRecord } from "./segment-reader.ts";
