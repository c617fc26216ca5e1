import { z } from "zod";
import { PointName, Slug, Text } from "../../facility/units/index.ts";

/** How many 16-bit words a value takes; a bit of a register takes the whole register. */
export const wordsOf = { bit: 1, u16: 1, s16: 1, u32: 2, s32: 2, f32: 2, u64: 4, s64: 4, f64: 4 } as const;

const address = z.int().min(0).max(65_535).describe("0-based, as it stands in the request (PDU address)");

/** A register fits when its bits under the mask equal the value. */
const Pattern = z.strictObject({
  mask: z.int().min(1).max(0xffff),
  equals: z.int().min(0).max(0xffff),
});
export type Pattern = z.infer<typeof Pattern>;

export const Register = z
  .strictObject({
    point: PointName,
    fc: z
      .union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)])
      .describe("1 coils, 2 discrete inputs, 3 holding registers, 4 input registers"),
    address,
    type: z.enum(["bit", "u16", "s16", "u32", "s32", "u64", "s64", "f32", "f64"]),
    bit: z.int().min(0).max(15).default(0).describe("for type bit in a register: 0 is the lowest"),
    invert: z.boolean().default(false).describe("for type bit: 0 means true"),
    order: z
      .enum(["ABCD", "CDAB", "BADC", "DCBA"])
      .default("ABCD")
      .describe("ABCD is big-endian; CDAB sends the low word first; the others swap bytes within words"),
    scale: z.number().default(1),
    offset: z.number().default(0),
    /** SunSpec keeps the power of ten of a value in another register, an s16 of the same function code. */
    exponentAddress: address.optional(),
    /** Schneider PM5100 folds the quadrant into the power factor (register 3083). */
    coding: z.enum(["linear", "four-quadrant-pf"]).default("linear"),
    ratio: z
      .enum(["none", "ct", "pt", "ct-pt"])
      .default("none")
      .describe("which transformer ratios of the site multiply the value"),
    /** Raw words, in hex after reordering, that mean "no such sensor": "8000", "ffffffff". NaN always does. */
    notFitted: z
      .array(z.string().regex(/^(?:[0-9a-f]{4}){1,4}$/, "write whole words in hex: 8000"))
      .default([]),
    /** A panel that keeps one register for each detector: the point is what the whole run amounts to. */
    run: z
      .strictObject({
        count: z.int().min(1).max(400).describe("registers from `address` on"),
        fold: z.enum(["any", "count", "first"]).describe("first: the position from 1, 0 without one"),
        where: z.array(Pattern).min(1).describe("a register counts when it fits one of these"),
        except: z.array(Pattern).default([]).describe("and none of these"),
      })
      .optional(),
  })
  .refine((register) => register.fc > 2 || register.type === "bit", {
    message: "function codes 1 and 2 read single bits: use type bit",
  })
  .refine(({ run, fc, type }) => !run || (fc > 2 && (run.fold === "any" ? type === "bit" : type === "u16")), {
    message: "a run is of registers; folded with any it is a bit, otherwise a u16",
  });
export type Register = z.infer<typeof Register>;

/** How a writable point is written. What is read back comes through the register of the same point. */
export const Write = z.strictObject({
  point: PointName,
  fc: z
    .union([z.literal(5), z.literal(6), z.literal(16)])
    .describe("5 one coil, 6 one holding register, 16 several"),
  address,
  type: z.enum(["bit", "u16", "s16", "f32"]),
  scale: z.number().default(1),
  offset: z.number().default(0),
});
export type Write = z.infer<typeof Write>;

/** What a kind of device answers, as data. One file each under `profiles/`. */
export const Profile = z
  .strictObject({
    id: Slug,
    equipment: Slug.describe("the equipment type of the catalogue whose points it fills"),
    label: Text,
    source: z.string().min(1).describe("where the map comes from"),
    /** Unused registers a single request may read over to save a round trip. */
    maxGap: z.int().min(0).max(120).default(8),
    /** The protocol's limit is 125 (Modbus Application Protocol V1.1b3, 6.3); some devices stand less. */
    maxRegisters: z.int().min(4).max(125).default(125),
    registers: z.array(Register).min(1),
    /** SunSpec devices say themselves where each model stands: addresses here count from the model's id. */
    discover: z
      .strictObject({ scheme: z.literal("sunspec"), models: z.array(z.int().min(1).max(65_534)).min(1) })
      .optional(),
    /** Points that default rules look at and this device has not; the site lists what its asset really has. */
    lacks: z.array(PointName).default([]),
    writes: z.array(Write).default([]),
  })
  .refine(
    ({ registers, writes }) => writes.every((write) => registers.some(({ point }) => point === write.point)),
    {
      message: "a point that is written must be read too, so that it can be read back",
    },
  )
  .refine(({ registers }) => new Set(registers.map(({ point }) => point)).size === registers.length, {
    message: "a point stands twice in the profile",
  });
export type Profile = z.infer<typeof Profile>;
