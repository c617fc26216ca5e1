import { closeSync, openSync, readSync } from "node:fs";
import { HEADER_BYTES, MAX_RECORD_BYTES, recordAt } from "./frames.ts";

/** One file of records, numbered from `first` without a break. */
export interface Segment {
  readonly first: number;
  readonly path: string;
  records: number;
  bytes: number;
}

export const endOf = ({ first, records }: Segment): number => first + records;

export interface BufferedRecord {
  readonly seq: number;
  readonly payload: Buffer;
}

const CHUNK_BYTES = 128 << 10;

/** Hands out the records of a growing list of segments in order, reading ahead a chunk at a time. */
export class SegmentReader {
  readonly #segments: readonly Segment[];
  #ahead: BufferedRecord[] = [];
  /** Number of the next record to parse, and where it stands in its file once that is known. */
  #seq: number;
  #place: { readonly first: number; readonly offset: number } | undefined;

  constructor(segments: readonly Segment[], from: number) {
    this.#segments = segments;
    this.#seq = from;
  }

  /** Goes on at the record numbered `from`. */
  rewind(from: number): void {
    this.#ahead = [];
    this.#seq = from;
    this.#place = undefined;
  }

  /** Throws where a file no longer holds what was written to it. */
  next(): BufferedRecord | undefined {
    if (this.#ahead.length === 0) {
      // Numbers may jump where a file was moved aside or dropped: go on where the next file begins.
      const segment = this.#segments.find((candidate) => endOf(candidate) > this.#seq);
      if (!segment) return undefined;
      this.#seq = Math.max(this.#seq, segment.first);
      this.#readFrom(segment);
    }
    return this.#ahead.shift();
  }

  #readFrom(segment: Segment): void {
    let offset = this.#place?.first === segment.first ? this.#place.offset : 0;
    let seq = offset === 0 ? segment.first : this.#seq;
    const fd = openSync(segment.path, "r");
    try {
      while (this.#ahead.length === 0) {
        const data = read(fd, offset, CHUNK_BYTES);
        const rest = recordAt(data, 0) ? data : read(fd, offset, MAX_RECORD_BYTES + HEADER_BYTES);
        let at = 0;
        for (let payload = recordAt(rest, 0); payload; payload = recordAt(rest, at)) {
          if (seq >= this.#seq) this.#ahead.push({ seq, payload });
          at += HEADER_BYTES + payload.length;
          seq++;
        }
        if (at === 0) throw new Error(`${segment.path} is damaged at byte ${offset}`);
        offset += at;
      }
    } finally {
      closeSync(fd);
    }
    this.#seq = seq;
    this.#place = { first: segment.first, offset };
  }
}

function read(fd: number, offset: number, length: number): Buffer {
  const data = Buffer.allocUnsafe(length);
  return data.subarray(0, readSync(fd, data, 0, length, offset));
}
