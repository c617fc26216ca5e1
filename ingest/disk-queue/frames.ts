import { crc32 } from "node:zlib";

/** A record on disk: length u32, CRC-32 of the payload u32 (both little-endian), payload. */
export const HEADER_BYTES = 8;
/** A record is one MQTT message; a longer length is damage. */
export const MAX_RECORD_BYTES = 1 << 20;

export function frame(payload: Uint8Array): Buffer {
  const record = Buffer.allocUnsafe(HEADER_BYTES + payload.length);
  record.writeUInt32LE(payload.length, 0);
  record.writeUInt32LE(crc32(payload), 4);
  record.set(payload, HEADER_BYTES);
  return record;
}

/** The record at `offset`: its payload, or undefined where none stands whole and sound. */
export function recordAt(data: Buffer, offset: number): Buffer | undefined {
  if (data.length - offset < HEADER_BYTES) return undefined;
  const length = data.readUInt32LE(offset);
  if (length === 0 || length > MAX_RECORD_BYTES || length > data.length - offset - HEADER_BYTES)
    return undefined;
  const payload = data.subarray(offset + HEADER_BYTES, offset + HEADER_BYTES + length);
  return crc32(payload) === data.readUInt32LE(offset + 4) ? payload : undefined;
}

export type Scan =
  | { readonly is: "sound"; readonly records: number }
  /** Nothing readable after `soundBytes`: a write that was cut off. */
  | { readonly is: "torn"; readonly records: number; readonly soundBytes: number }
  /** Sound records follow after damage at `offset`: not a cut-off write. */
  | { readonly is: "damaged"; readonly offset: number };

/** Walks a segment from its start and tells a torn tail from damage in the middle. */
export function scan(data: Buffer): Scan {
  let offset = 0;
  let records = 0;
  for (;;) {
    if (offset === data.length) return { is: "sound", records };
    const payload = recordAt(data, offset);
    if (!payload) break;
    offset += HEADER_BYTES + payload.length;
    records++;
  }
  for (let at = offset + 1; at + HEADER_BYTES < data.length; at++)
    if (recordAt(data, at)) return { is: "damaged", offset };
  return { is: "torn", records, soundBytes: offset };
}
