import { done, problem, type Result } from "../../facility/units/index.ts";
import type { Block } from "./plan.ts";
import { type Pattern, type Register, wordsOf } from "./profile.ts";

/** What a device answered to a block: registers big-endian as on the wire, or bits packed lowest first. */
export interface Answer {
  readonly block: Block;
  readonly data: Buffer;
}

export interface Ratios {
  readonly ctRatio: number;
  readonly ptRatio: number;
}

export interface Decoded {
  /** null: the device says it has no such value. */
  readonly values: ReadonlyMap<string, number | boolean | null>;
  /** One line for each register that could not be read. */
  readonly problems: readonly string[];
}

/** Answers to values in the points' units. A register whose answer is missing or short is named, the rest stand. */
export function decode(registers: readonly Register[], answers: readonly Answer[], ratios: Ratios): Decoded {
  const values = new Map<string, number | boolean | null>();
  const problems: string[] = [];
  for (const register of registers) {
    const value = decodeOne(register, answers, ratios);
    if (value.ok) values.set(register.point, value.value);
    else problems.push(value.problem);
  }
  return { values, problems };
}

function decodeOne(
  register: Register,
  answers: readonly Answer[],
  ratios: Ratios,
): Result<number | boolean | null> {
  const { fc, address, type } = register;
  const missing = () => problem(`${register.point}: function ${fc} address ${address} was not answered`);

  if (fc <= 2) {
    const bit = bitAt(answers, fc, address);
    return bit === undefined ? missing() : done(bit !== register.invert);
  }
  if (register.run) return decodeRun(register, register.run, answers) ?? missing();
  const words = wordsAt(answers, fc, address, wordsOf[type]);
  if (!words) return missing();
  const raw = reorder(words, register.order);
  if (register.notFitted.includes(raw.toString("hex"))) return done(null);
  if (type === "bit") return done((((raw.readUInt16BE() >> register.bit) & 1) === 1) !== register.invert);

  let exponent = 0;
  if (register.exponentAddress !== undefined) {
    const factor = wordsAt(answers, fc, register.exponentAddress, 1);
    if (!factor) return missing();
    exponent = factor.readInt16BE();
    // SunSpec gives scale factors from -10 to 10; 0x8000 marks one that is not implemented.
    if (exponent < -10 || exponent > 10) return done(null);
  }
  const number = numberIn(raw, type);
  if (!Number.isFinite(number)) return done(null);
  const linear = register.coding === "four-quadrant-pf" ? powerFactor(number) : number;
  const scaled = linear * register.scale * 10 ** exponent * ratioOf(register, ratios) + register.offset;
  // 3 × 0.1 is not 0.3: digits beyond these are noise of the arithmetic, not news.
  return done(Number(scaled.toPrecision(14)));
}

function decodeRun(
  { fc, address }: Register,
  run: NonNullable<Register["run"]>,
  answers: readonly Answer[],
): Result<number | boolean> | undefined {
  const fits = (word: number) => (pattern: Pattern) => (word & pattern.mask) === pattern.equals;
  let count = 0;
  let first = 0;
  for (let i = 0; i < run.count; i++) {
    const word = wordsAt(answers, fc, address + i, 1)?.readUInt16BE();
    if (word === undefined) return undefined;
    if (!run.where.some(fits(word)) || run.except.some(fits(word))) continue;
    count++;
    first ||= i + 1;
  }
  switch (run.fold) {
    case "any":
      return done(count > 0);
    case "count":
      return done(count);
    case "first":
      return done(first);
    default:
      return run.fold satisfies never;
  }
}

/** The shortest decimal that is this float32: 0.955, where the double of the same bits reads 0.9549999833… */
function shortest(float: number): number {
  for (let digits = 6; digits < 9; digits++) {
    const decimal = Number(float.toPrecision(digits));
    if (Math.fround(decimal) === float) return decimal;
  }
  return float;
}

function numberIn(raw: Buffer, type: Exclude<Register["type"], "bit">): number {
  switch (type) {
    case "u16":
      return raw.readUInt16BE();
    case "s16":
      return raw.readInt16BE();
    case "u32":
      return raw.readUInt32BE();
    case "s32":
      return raw.readInt32BE();
    case "u64":
      return Number(raw.readBigUInt64BE());
    case "s64":
      return Number(raw.readBigInt64BE());
    case "f32":
      return shortest(raw.readFloatBE());
    case "f64":
      return raw.readDoubleBE();
    default:
      return type satisfies never;
  }
}

/** Beyond ±1 the register counts down again: 1.1 is 0.9 leading, -1.1 is -0.9 (PM5100 register list, 3083). */
function powerFactor(coded: number): number {
  if (coded > 1) return 2 - coded;
  if (coded < -1) return -2 - coded;
  return coded;
}

function ratioOf({ ratio }: Register, { ctRatio, ptRatio }: Ratios): number {
  switch (ratio) {
    case "none":
      return 1;
    case "ct":
      return ctRatio;
    case "pt":
      return ptRatio;
    case "ct-pt":
      return ctRatio * ptRatio;
    default:
      return ratio satisfies never;
  }
}

function reorder(words: Buffer, order: Register["order"]): Buffer {
  const raw = Buffer.from(words);
  if (order === "BADC" || order === "CDAB") raw.swap16();
  if (order === "CDAB" || order === "DCBA") raw.reverse();
  return raw;
}

function wordsAt(answers: readonly Answer[], fc: number, address: number, count: number): Buffer | undefined {
  for (const { block, data } of answers) {
    const from = (address - block.address) * 2;
    if (block.fc === fc && from >= 0 && from + count * 2 <= Math.min(data.length, block.count * 2))
      return data.subarray(from, from + count * 2);
  }
  return undefined;
}

function bitAt(answers: readonly Answer[], fc: number, address: number): boolean | undefined {
  for (const { block, data } of answers) {
    const at = address - block.address;
    if (block.fc !== fc || at < 0 || at >= block.count) continue;
    const byte = data[at >> 3];
    if (byte !== undefined) return ((byte >> (at & 7)) & 1) === 1;
  }
  return undefined;
}
