import { describe, expect, it } from "vitest";
import { type Answer, decode } from "./decode.ts";
import { Register } from "./profile.ts";

const plain = { ctRatio: 1, ptRatio: 1 };

/** Holding registers from address 10 on, as hex words. */
const answered = (hex: string): Answer => {
  const data = Buffer.from(hex.replaceAll(" ", ""), "hex");
  return { block: { fc: 3, address: 10, count: data.length / 2 }, data };
};
const value = (register: object, hex: string, ratios = plain) => {
  const parsed = Register.parse({ point: "p", fc: 3, address: 10, ...register });
  const { values, problems } = decode([parsed], [answered(hex)], ratios);
  expect(problems).toEqual([]);
  return values.get("p");
};

describe("values by hand", () => {
  it.each([
    ["u16", { type: "u16" }, "fffe", 65_534],
    ["s16 below zero", { type: "s16", scale: 0.1 }, "ff38", -20],
    ["u16 with offset", { type: "u16", scale: 0.01, offset: -273.15 }, "7531", 26.86],
    ["u32, high word first", { type: "u32" }, "0001 86a0", 100_000],
    ["u32, low word first (EM24)", { type: "u32", order: "CDAB" }, "86a0 0001", 100_000],
    ["u32, bytes swapped", { type: "u32", order: "BADC" }, "0100 a086", 100_000],
    ["u32, little-endian", { type: "u32", order: "DCBA" }, "a086 0100", 100_000],
    ["s32 below zero, low word first", { type: "s32", order: "CDAB", scale: 0.1 }, "fff6 ffff", -1],
    // 0x43660000 = 1.796875 × 2^7 = 230
    ["f32", { type: "f32" }, "4366 0000", 230],
    // 0x43614CCD is the float32 nearest to 225.3, 0x3F747AE1 the one nearest to 0.955
    ["f32 without its noise", { type: "f32" }, "4361 4ccd", 225.3],
    ["f32 below one without its noise", { type: "f32" }, "3f74 7ae1", 0.955],
    ["f32 scaled from W to kW", { type: "f32", scale: 0.001 }, "461c 4000", 10],
    ["s64 Wh to kWh (iEM3000)", { type: "s64", scale: 0.001 }, "0000 0000 0098 9680", 10_000],
    ["u64", { type: "u64" }, "0000 0001 0000 0000", 4_294_967_296],
    ["f64", { type: "f64" }, "4059 0000 0000 0000", 100],
    ["power factor inductive (PM5100)", { type: "f32", coding: "four-quadrant-pf" }, "3f66 6666", 0.9],
    ["power factor capacitive (PM5100)", { type: "f32", coding: "four-quadrant-pf" }, "3f8c cccd", 0.9],
    ["power factor, reverse, capacitive", { type: "f32", coding: "four-quadrant-pf" }, "bf8c cccd", -0.9],
    ["bit 3 set", { type: "bit", bit: 3 }, "0008", true],
    ["bit 4 not set", { type: "bit", bit: 4 }, "0008", false],
    ["bit inverted", { type: "bit", bit: 4, invert: true }, "0008", true],
    ["SunSpec scale factor -1", { type: "u16", exponentAddress: 11 }, "08fc ffff", 230],
  ])("%s", (_, register, hex, expected) => {
    const read = value(register, hex);
    expect(read).toBe(expected);
  });

  it("multiplies with the transformer ratios of the site where the register says so", () => {
    const ratios = { ctRatio: 40, ptRatio: 100 };
    expect(value({ type: "u16", scale: 0.01, ratio: "ct" }, "01f4", ratios)).toBe(200);
    expect(value({ type: "u16", scale: 0.1, ratio: "pt" }, "03e8", ratios)).toBe(10_000);
    expect(value({ type: "s32", scale: 0.001, ratio: "ct-pt" }, "0000 03e8", ratios)).toBe(4_000);
    expect(value({ type: "u16", scale: 0.01 }, "01f4", ratios)).toBe(5);
  });

  it("reads what the device has not as null, not as a number", () => {
    expect(value({ type: "s16", scale: 0.1, notFitted: ["8000"] }, "8000")).toBeNull();
    expect(value({ type: "f32" }, "7fc0 0000")).toBeNull();
    expect(value({ type: "u16", exponentAddress: 11 }, "08fc 8000")).toBeNull();
  });
});

describe("discrete inputs", () => {
  const contacts = [0, 1, 9].map((address) =>
    Register.parse({ point: `p${address}`, fc: 2, address: 100 + address, type: "bit" }),
  );
  it("counts bits from the lowest of the first byte", () => {
    const answer: Answer = { block: { fc: 2, address: 100, count: 10 }, data: Buffer.from([0b10, 0b10]) };
    expect([...decode(contacts, [answer], plain).values.values()]).toEqual([false, true, true]);
  });
});

it("names registers that were not answered and keeps the others", () => {
  const registers = [
    Register.parse({ point: "here", fc: 3, address: 10, type: "u16" }),
    Register.parse({ point: "beyond", fc: 3, address: 11, type: "u32" }),
    Register.parse({ point: "elsewhere", fc: 4, address: 10, type: "u16" }),
  ];
  const { values, problems } = decode(registers, [answered("0001 0002")], plain);
  expect([...values]).toEqual([["here", 1]]);
  expect(problems).toEqual([
    "beyond: function 3 address 11 was not answered",
    "elsewhere: function 4 address 10 was not answered",
  ]);
});
