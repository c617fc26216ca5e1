import { done, problem, type Result } from "../../../facility/units/index.ts";

/** Where makers depart from the standard; set for each device. */
export interface Dialect {
  /** 赋安 FSCN8001 sends its time in BCD. */
  readonly time: "binary" | "bcd";
  /** The standard sums from the serial number on; FSCN8001 from the command byte. */
  readonly checksum: "from-serial" | "from-command";
}
export const standard: Dialect = { time: "binary", checksum: "from-serial" };

/** What a frame is for; 128 to 255 are the maker's own. */
export const Command = { control: 1, send: 2, confirm: 3, request: 4, answer: 5, deny: 6 } as const;

/** Local time as the panel's clock shows it; the frame has no zone. */
export interface PanelTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

export interface Frame {
  /** 0 to 65535; a reply repeats it. */
  readonly serial: number;
  /** Main version 1, user version. */
  readonly version: readonly [main: number, user: number];
  readonly time: PanelTime;
  /** 48-bit addresses. */
  readonly source: number;
  readonly destination: number;
  readonly command: number;
  readonly data: Uint8Array;
}

const START = 0x40;
const END = 0x23;
const HEADER_BYTES = 27;
const FRAME_BYTES = 30;
export const MAX_DATA_BYTES = 1024;

const at = { serial: 2, version: 4, time: 6, source: 12, destination: 18, length: 24, command: 26 } as const;

/** GB/T 26875.3-2011 clause 6: `40 40`, header, data, sum of bytes, `23 23`; little-endian throughout. */
export function encodeFrame(frame: Frame, dialect: Dialect = standard): Buffer {
  const { data, time } = frame;
  const bytes = Buffer.alloc(FRAME_BYTES + data.length);
  bytes.fill(START, 0, 2);
  bytes.writeUInt16LE(frame.serial, at.serial);
  bytes.set(frame.version, at.version);
  const fields = [time.second, time.minute, time.hour, time.day, time.month, time.year - 2000];
  bytes.set(dialect.time === "bcd" ? fields.map(toBcd) : fields, at.time);
  bytes.writeUIntLE(frame.source, at.source, 6);
  bytes.writeUIntLE(frame.destination, at.destination, 6);
  bytes.writeUInt16LE(data.length, at.length);
  bytes[at.command] = frame.command;
  bytes.set(data, HEADER_BYTES);
  bytes[HEADER_BYTES + data.length] = checksum(bytes, data.length, dialect);
  bytes.fill(END, HEADER_BYTES + data.length + 1);
  return bytes;
}

/** Reads one whole frame; `bytes` begins with `40 40` and is exactly as long as its header says. */
export function decodeFrame(bytes: Buffer, dialect: Dialect = standard): Result<Frame> {
  const length = bytes.length < FRAME_BYTES ? undefined : bytes.readUInt16LE(at.length);
  if (length === undefined || bytes.length !== FRAME_BYTES + length)
    return problem(`a frame of ${bytes.length} bytes is not as long as it says`);
  const sum = checksum(bytes, length, dialect);
  const given = bytes[HEADER_BYTES + length]!;
  if (sum !== given)
    return problem(
      `checksum is ${hex(given)}, should be ${hex(sum)}. If every frame fails, set the device's dialect.`,
    );
  const fields = [...bytes.subarray(at.time, at.time + 6)];
  const [second, minute, hour, day, month, year] = dialect.time === "bcd" ? fields.map(fromBcd) : fields;
  return done({
    serial: bytes.readUInt16LE(at.serial),
    version: [bytes[at.version]!, bytes[at.version + 1]!],
    time: {
      year: 2000 + year!,
      month: month!,
      day: day!,
      hour: hour!,
      minute: minute!,
      second: second!,
    },
    source: bytes.readUIntLE(at.source, 6),
    destination: bytes.readUIntLE(at.destination, 6),
    command: bytes[at.command]!,
    data: new Uint8Array(bytes.subarray(HEADER_BYTES, HEADER_BYTES + length)),
  });
}

/** The answer that a frame was taken (3) or refused (6): same serial, addresses exchanged, no data. */
export const replyTo = (frame: Frame, command: number, time: PanelTime): Frame => ({
  ...frame,
  time,
  source: frame.destination,
  destination: frame.source,
  command,
  data: new Uint8Array(),
});

/**
 * Cuts a stream into frames by their length field (`23 23` may stand inside data, several frames may arrive joined).
 * Bytes that begin no frame are skipped and counted. Holds at most one frame's worth of bytes.
 */
export class FrameReader {
  readonly #dialect: Dialect;
  #rest: Buffer = Buffer.alloc(0);
  skippedBytes = 0;

  constructor(dialect: Dialect = standard) {
    this.#dialect = dialect;
  }

  /** Bytes that wait for more. */
  get pendingBytes(): number {
    return this.#rest.length;
  }

  push(bytes: Uint8Array): Result<Frame>[] {
    this.#rest = Buffer.concat([this.#rest, bytes]);
    return this.#take();
  }

  /** Nothing more came: what waits is no frame, but a frame may stand inside it. */
  giveUp(): Result<Frame>[] {
    const frames: Result<Frame>[] = [];
    while (this.#rest.length > 0) {
      this.#skip(1);
      frames.push(...this.#take());
    }
    return frames;
  }

  #take(): Result<Frame>[] {
    const frames: Result<Frame>[] = [];
    for (;;) {
      const start = startIn(this.#rest);
      if (start > 0) this.#skip(start);
      if (this.#rest.length < HEADER_BYTES) return frames;
      const length = this.#rest.readUInt16LE(at.length);
      if (length > MAX_DATA_BYTES) {
        this.#skip(1);
        continue;
      }
      const total = FRAME_BYTES + length;
      if (this.#rest.length < total) return frames;
      if (this.#rest[total - 2] !== END || this.#rest[total - 1] !== END) {
        this.#skip(1);
        continue;
      }
      frames.push(decodeFrame(this.#rest.subarray(0, total), this.#dialect));
      this.#rest = this.#rest.subarray(total);
    }
  }

  #skip(count: number): void {
    this.skippedBytes += count;
    this.#rest = this.#rest.subarray(count);
  }
}

/** Where a frame may begin: `40 40`, or a last `40` whose second half may be under way. */
function startIn(bytes: Buffer): number {
  for (let i = 0; i < bytes.length; i++)
    if (bytes[i] === START && (i + 1 === bytes.length || bytes[i + 1] === START)) return i;
  return bytes.length;
}

function checksum(bytes: Uint8Array, length: number, dialect: Dialect): number {
  const from = dialect.checksum === "from-command" ? at.command : at.serial;
  let sum = 0;
  for (let i = from; i < HEADER_BYTES + length; i++) sum = (sum + bytes[i]!) & 0xff;
  return sum;
}

const toBcd = (value: number): number => (Math.floor(value / 10) << 4) | (value % 10);
const fromBcd = (value: number): number => (value >> 4) * 10 + (value & 0x0f);
const hex = (byte: number): string => byte.toString(16).padStart(2, "0");
