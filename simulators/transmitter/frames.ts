/**
 * GB/T 26875.3-2011 as a transmitter writes it, from the standard's tables; written without the receiver's codec, so
 * that the two check each other.
 */

/** Bits of a system's or component's state. */
export const Bit = {
  normal: 1 << 0,
  fire: 1 << 1,
  fault: 1 << 2,
  disabled: 1 << 3,
  supervisory: 1 << 4,
  started: 1 << 5,
  feedback: 1 << 6,
  delay: 1 << 7,
  mainsFault: 1 << 8,
  reset: 1 << 13,
} as const;

/** A fire alarm system, the first. */
const SYSTEM = [1, 1] as const;

export interface Component {
  readonly type: number;
  readonly zone: number;
  readonly point: number;
  readonly state: number;
  /** At most 31 bytes in GB 18030. */
  readonly name: string;
}

/** Local time as bytes: second, minute, hour, day, month, year. */
export function timeBytes(at: number, utcOffsetHours: number): number[] {
  const local = new Date(at + utcOffsetHours * 3_600_000);
  return [
    local.getUTCSeconds(),
    local.getUTCMinutes(),
    local.getUTCHours(),
    local.getUTCDate(),
    local.getUTCMonth() + 1,
    local.getUTCFullYear() % 100,
  ];
}

/** Type 1: the state of the system. */
export const systemState = (state: number, time: readonly number[]): number[] => [
  1,
  1,
  ...SYSTEM,
  state & 0xff,
  state >> 8,
  ...time,
];

/** Type 2: the state of one component. */
export const componentState = (component: Component, time: readonly number[]): number[] => [
  2,
  1,
  ...SYSTEM,
  component.type,
  component.zone & 0xff,
  component.zone >> 8,
  component.point & 0xff,
  component.point >> 8,
  component.state & 0xff,
  component.state >> 8,
  ...padded(gb18030(component.name), 31),
  ...time,
];

/** Type 21: the state of the transmitter itself: monitoring, and the panel's fire, fault and mains. */
export const transmitterState = (
  panel: { readonly fire: boolean; readonly fault: boolean; readonly mains: boolean },
  time: readonly number[],
): number[] => [21, 1, 1 | (panel.fire ? 2 : 0) | (panel.fault ? 4 : 0) | (panel.mains ? 0 : 8), ...time];

export const COMMAND = { send: 2, confirm: 3, answer: 5 } as const;

/** `40 40`, serial, version 1.1, time, addresses, length, command, data, sum, `23 23`; little-endian throughout. */
export function frameOf(
  serial: number,
  time: readonly number[],
  from: number,
  to: number,
  command: number,
  data: readonly number[],
): Buffer {
  const body = [
    serial & 0xff,
    (serial >> 8) & 0xff,
    1,
    1,
    ...time,
    ...address(from),
    ...address(to),
    data.length & 0xff,
    data.length >> 8,
    command,
    ...data,
  ];
  const sum = body.reduce((total, byte) => (total + byte) & 0xff, 0);
  return Buffer.from([0x40, 0x40, ...body, sum, 0x23, 0x23]);
}

const address = (value: number): number[] =>
  Array.from({ length: 6 }, (_, i) => Math.floor(value / 256 ** i) % 256);

const padded = (bytes: readonly number[], length: number): number[] =>
  Array.from({ length }, (_, i) => bytes[i] ?? 0x20);

let table: Map<string, number[]> | undefined;

/** Node decodes GB 18030 and does not encode it: the two-byte characters, read backwards. */
function gb18030(text: string): number[] {
  table ??= twoByteTable();
  return [...text].flatMap((char) =>
    char.charCodeAt(0) < 0x80 ? [char.charCodeAt(0)] : (table?.get(char) ?? [0x3f]),
  );
}

function twoByteTable(): Map<string, number[]> {
  const decoder = new TextDecoder("gb18030");
  const chars = new Map<string, number[]>();
  for (let lead = 0x81; lead <= 0xfe; lead++)
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail === 0x7f) continue;
      const char = decoder.decode(Uint8Array.of(lead, trail));
      if (char.length === 1 && !chars.has(char)) chars.set(char, [lead, trail]);
    }
  return chars;
}
