import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeBody } from "./body.ts";
import { Command, decodeFrame, encodeFrame, type Frame, FrameReader, replyTo } from "./frame.ts";

const hex = (text: string) => Buffer.from(text.replaceAll(" ", ""), "hex");
const blanks = "20".repeat(30);
/** The published sample: smoke alarm, zone 10 point 2. Its state is 02 00: fire, with bit 0 saying "test". */
const smoke = hex(
  `4040 0100 0101 203A091A090C 790300000000 385B01000000 3000 02 0201 010128 0A000200 0200 ${blanks} 00 023A091A090C 46 2323`,
);
const confirmation = hex("4040 0100 0101 233A091A090C 385B01000000 790300000000 0000 03 AB 2323");

const ok = <T>(result: { ok: true; value: T } | { ok: false; problem: string }): T => {
  if (!result.ok) throw new Error(result.problem);
  return result.value;
};

describe("the published samples, byte for byte", () => {
  it("reads the smoke alarm", () => {
    const frame = ok(decodeFrame(smoke));
    expect(frame).toMatchObject({
      serial: 1,
      version: [1, 1],
      time: { year: 2012, month: 9, day: 26, hour: 9, minute: 58, second: 32 },
      source: 0x379,
      destination: 0x15b38,
      command: Command.send,
    });
    expect(ok(decodeBody(frame.data))).toEqual([
      {
        is: "component-state",
        systemType: 1,
        systemAddress: 1,
        componentType: 40,
        zone: 10,
        point: 2,
        state: expect.objectContaining({ fire: true, test: true, fault: false }),
        description: "",
      },
    ]);
    expect(encodeFrame(frame)).toEqual(smoke);
  });

  it("writes the confirmation: same serial, addresses exchanged, no data", () => {
    const frame = ok(decodeFrame(smoke));
    const reply = replyTo(frame, Command.confirm, { ...frame.time, second: 35 });
    expect(encodeFrame(reply).toString("hex")).toBe(confirmation.toString("hex"));
  });
});

describe("bodies", () => {
  it("reads a description in GB 18030", () => {
    // 烟感 in GB 18030: d1 cc b8 d0.
    const data = hex(`0201 010128 0A000200 0200 d1ccb8d0 ${"00".repeat(27)} 000000000000`);
    expect(ok(decodeBody(data))[0]).toMatchObject({ description: "烟感", zone: 10 });
  });

  it("reads a system's state, an analogue value, an operation and the transmitter's own state", () => {
    const time = "203A091A090C";
    expect(ok(decodeBody(hex(`0101 0101 0501 ${time}`)))[0]).toMatchObject({
      is: "system-state",
      state: expect.objectContaining({ fault: true, mainsFault: true, fire: false, test: false }),
    });
    // Type 4 is 0.1 MPa; 5.
    expect(ok(decodeBody(hex(`0301 0C01 62 01000200 04 0500 ${time}`)))[0]).toMatchObject({
      is: "analogue",
      quantity: "MPa",
      value: 0.5,
    });
    expect(ok(decodeBody(hex(`0401 0101 03 07 ${time}`)))[0]).toMatchObject({
      operations: ["reset", "silence"],
      operator: 7,
    });
    expect(ok(decodeBody(hex(`1501 03 ${time}`)))[0]).toMatchObject({ is: "transmitter-state", fire: true });
    // The duty reply: confirm is bit 5.
    expect(ok(decodeBody(hex(`1801 20 01 ${time}`)))[0]).toMatchObject({ operations: ["confirm"] });
  });

  it("reads several objects, also from makers that leave out the time", () => {
    expect(ok(decodeBody(hex("0102 0101 0100 0102 0200")))).toHaveLength(2);
    expect(ok(decodeBody(hex("0102 0101 0100 203A091A090C 0102 0200 203A091A090C")))).toHaveLength(2);
  });

  it("refuses a count that does not fit, and lets an unknown type be confirmed", () => {
    expect(decodeBody(hex("0103 0101 0100")).ok).toBe(false);
    expect(decodeBody(hex("0100")).ok).toBe(false);
    expect(decodeBody(hex("01")).ok).toBe(false);
    expect(ok(decodeBody(hex("c801 aabb")))).toEqual([{ is: "other", flag: 0xc8 }]);
  });
});

describe("dialects", () => {
  const frame = ok(decodeFrame(smoke));
  it("BCD time and a sum from the command byte (FSCN8001)", () => {
    const dialect = { time: "bcd", checksum: "from-command" } as const;
    const bytes = encodeFrame(frame, dialect);
    // 32 s, 58 min, 9 h, day 26, month 9, year 12
    expect(bytes.subarray(6, 12).toString("hex")).toBe("325809260912");
    // By hand: 02 + 02 01 01 01 28 0A 00 02 00 02 00 + 30 × 20 + 00 + 02 3A 09 1A 09 0C = 0471h
    expect(bytes.at(-3)).toBe(0x71);
    expect(ok(decodeFrame(bytes, dialect))).toEqual(frame);
    expect(decodeFrame(bytes)).toMatchObject({ problem: expect.stringContaining("dialect") });
  });
});

const byte = fc.integer({ min: 0, max: 255 });
const address = fc.integer({ min: 0, max: 2 ** 48 - 1 });
const anyFrame: fc.Arbitrary<Frame> = fc.record({
  serial: fc.integer({ min: 0, max: 65_535 }),
  version: fc.tuple(byte, byte),
  time: fc.record({
    year: fc.integer({ min: 2000, max: 2099 }),
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 31 }),
    hour: fc.integer({ min: 0, max: 23 }),
    minute: fc.integer({ min: 0, max: 59 }),
    second: fc.integer({ min: 0, max: 59 }),
  }),
  source: address,
  destination: address,
  command: byte,
  // Data that is full of marks of beginning and end.
  data: fc
    .array(fc.oneof(byte, fc.constantFrom(0x23, 0x40)), { maxLength: 300 })
    .map((bytes) => Uint8Array.from(bytes)),
});
const anyDialect = fc.constantFrom(
  { time: "binary", checksum: "from-serial" } as const,
  { time: "bcd", checksum: "from-command" } as const,
);

describe("the stream", () => {
  it("gives back every frame, however they are joined and split", () => {
    fc.assert(
      fc.property(
        fc.array(anyFrame, { minLength: 1, maxLength: 6 }),
        anyDialect,
        fc.integer({ min: 1, max: 70 }),
        (frames, dialect, piece) => {
          const stream = Buffer.concat(frames.map((frame) => encodeFrame(frame, dialect)));
          const reader = new FrameReader(dialect);
          const read: Frame[] = [];
          for (let at = 0; at < stream.length; at += piece)
            for (const frame of reader.push(stream.subarray(at, at + piece))) read.push(ok(frame));
          expect(read).toEqual(frames);
          expect([reader.skippedBytes, reader.pendingBytes]).toEqual([0, 0]);
        },
      ),
    );
  });

  it("survives any bytes, and finds the frame behind them at the latest when the line falls quiet", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), anyFrame, (noise, frame) => {
        const reader = new FrameReader();
        const read = [...reader.push(Buffer.concat([noise, encodeFrame(frame)])), ...reader.giveUp()];
        expect(read.some((one) => one.ok && one.value.serial === frame.serial)).toBe(true);
        expect(reader.pendingBytes).toBe(0);
      }),
    );
  });

  it("never holds more than a frame", () => {
    const reader = new FrameReader();
    for (let i = 0; i < 2_000; i++) reader.push(Buffer.alloc(1_000, 0x40));
    expect(reader.pendingBytes).toBeLessThan(1_100);
  });

  it("a changed byte is a problem of that frame alone", () => {
    const broken = Buffer.from(smoke);
    broken[33] = broken[33]! ^ 0xff;
    const read = new FrameReader().push(Buffer.concat([broken, confirmation]));
    expect(read.map((frame) => frame.ok)).toEqual([false, true]);
  });

  it("decodes any body without throwing", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 1_024 }), (data) => {
        const body = decodeBody(data);
        expect(body.ok || body.problem.length > 0).toBe(true);
      }),
    );
  });
});
