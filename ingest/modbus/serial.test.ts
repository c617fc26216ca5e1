import { afterEach, describe, expect, it } from "vitest";
import { ModbusAddress, type SerialAddress } from "../../facility/assets/index.ts";
import { done, problem } from "../../facility/units/index.ts";
import { Connection } from "./connection.ts";
import { frameGapMs, type SerialPortLike } from "./serial.ts";

/** A line with devices on it: it answers as told, and remembers when it was spoken to. */
class FakePort implements SerialPortLike {
  readonly heard: { frame: Buffer; at: number }[] = [];
  readonly #listeners: { event: string; listen: (what: never) => void }[] = [];
  readonly #reply: (frame: Buffer, nth: number, port: FakePort) => void;
  closed = false;

  constructor(reply: (frame: Buffer, nth: number, port: FakePort) => void) {
    this.#reply = reply;
  }
  on(event: string, listen: (what: never) => void): void {
    this.#listeners.push({ event, listen });
  }
  say(event: "data" | "close" | "error", what?: Buffer | Error): void {
    for (const each of this.#listeners) if (each.event === event) each.listen(what as never);
  }
  write(frame: Buffer): void {
    this.heard.push({ frame: Buffer.from(frame), at: performance.now() });
    setImmediate(() => this.#reply(frame, this.heard.length, this));
  }
  drain(said: () => void): void {
    setImmediate(said);
  }
  close(): void {
    this.closed = true;
  }
}

/** The frame with its CRC-16 as the serial line guide builds it (V1.02, 6.2.2), low byte first. */
function withCrc(frame: number[]): Buffer {
  let crc = 0xffff;
  for (const byte of frame) {
    crc ^= byte;
    for (let i = 0; i < 8; i++) crc = crc & 1 ? (crc >> 1) ^ 0xa001 : crc >> 1;
  }
  return Buffer.from([...frame, crc & 0xff, crc >> 8]);
}

const words = (unit: number, ...values: number[]) =>
  withCrc([unit, 3, values.length * 2, ...values.flatMap((value) => [value >> 8, value & 0xff])]);
const right = (frame: Buffer) => words(frame[0]!, frame[0]!, 42);
const block = { fc: 3, address: 0, count: 2 } as const;
const data = (...values: number[]) => ({ ok: true, data: words(0, ...values).subarray(3, -2) });

const open: (() => unknown)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

function bus(reply: (frame: Buffer, nth: number, port: FakePort) => void, baudRate = 115_200) {
  const ports: FakePort[] = [];
  const address = ModbusAddress.parse({ serial: "/dev/ttyUSB0", baudRate }) as SerialAddress;
  const connection = new Connection(address, [1, 2], 60, async () => {
    const port = new FakePort(reply);
    ports.push(port);
    return done(port);
  });
  open.push(() => connection.close());
  return { connection, ports };
}

describe("a serial line", () => {
  it("has its units asked one after the other, with 3.5 characters of silence before each frame", async () => {
    const { connection, ports } = bus((frame, _, port) => port.say("data", right(frame)), 1_200);
    const answers = await Promise.all([1, 2, 1].map((unit) => connection.read(unit, block)));
    expect(answers).toEqual([data(1, 42), data(2, 42), data(1, 42)]);
    expect(ports).toHaveLength(1);
    const [first, second, third] = ports[0]!.heard.map(({ at }) => at) as [number, number, number];
    // 3.5 characters of 11 bits at 1200 baud.
    expect(frameGapMs(1_200)).toBeCloseTo(32.1, 1);
    expect(Math.min(second - first, third - second)).toBeGreaterThanOrEqual(32);
  });

  it("takes an answer that comes byte by byte", async () => {
    const { connection } = bus((frame, _, port) => {
      for (const byte of right(frame)) port.say("data", Buffer.from([byte]));
    });
    expect(await connection.read(2, block)).toEqual(data(2, 42));
  });

  it.each([
    ["silence", () => undefined, "timeout"],
    ["another unit's answer", (_: Buffer, port: FakePort) => port.say("data", words(2, 7, 7)), "timeout"],
    [
      "a damaged frame",
      (frame: Buffer, port: FakePort) => {
        const damaged = right(frame);
        damaged[3]! ^= 1;
        port.say("data", damaged);
      },
      "garbled",
    ],
    [
      "noise without end",
      (_: Buffer, port: FakePort) => port.say("data", Buffer.alloc(2_000, 0x55)),
      "garbled",
    ],
    [
      "half an answer",
      (frame: Buffer, port: FakePort) => port.say("data", right(frame).subarray(0, 4)),
      "timeout",
    ],
  ])("survives %s, and the next question gets its own answer on the same port", async (_, wrong, kind) => {
    const { connection, ports } = bus((frame, nth, port) =>
      nth === 1 ? wrong(frame, port) : port.say("data", right(frame)),
    );
    expect(await connection.read(1, block)).toMatchObject({ ok: false, kind });
    expect(await connection.read(1, block)).toEqual(data(1, 42));
    expect(ports).toHaveLength(1);
  });

  it("lets a late answer pass before it asks again", async () => {
    const { connection } = bus((frame, nth, port) => {
      if (nth > 1) return port.say("data", right(frame));
      // Comes after its time is over, while nobody is asked.
      setTimeout(() => port.say("data", words(1, 9, 9)), 120);
    });
    expect(await connection.read(1, block)).toMatchObject({ ok: false, kind: "timeout" });
    expect(await connection.read(1, block)).toEqual(data(1, 42));
  });

  it("opens its port anew when the adapter was pulled out, and closes it at the end", async () => {
    const { connection, ports } = bus((frame, nth, port) =>
      nth === 2 ? port.say("error", new Error("ENXIO")) : port.say("data", right(frame)),
    );
    expect(await connection.read(1, block)).toMatchObject({ ok: true });
    expect(await connection.read(1, block)).toMatchObject({ ok: false, kind: "offline" });
    expect(await connection.read(1, block)).toMatchObject({ ok: true });
    expect(ports).toHaveLength(2);
    connection.close();
    expect(ports[1]!.closed).toBe(true);
  });

  it("says what to do when the port cannot be opened", async () => {
    const address = ModbusAddress.parse({ serial: "/dev/ttyUSB9" });
    const connection = new Connection(address, [1], 60, async () => problem("/dev/ttyUSB9 is not there"));
    open.push(() => connection.close());
    expect(await connection.read(1, block)).toMatchObject({
      kind: "offline",
      problem: "/dev/ttyUSB9 is not there",
    });
  });
});

it.each([
  [
    { serial: "/dev/ttyUSB0" },
    { serial: "/dev/ttyUSB0", baudRate: 9_600, parity: "none", stopBits: 1, unit: 1 },
  ],
  [{ host: "10.0.0.5" }, { transport: "tcp", host: "10.0.0.5", port: 502, unit: 1 }],
])("the address %j is read with what is usual", (given, read) => {
  expect(ModbusAddress.parse(given)).toEqual(read);
});

it.each([
  [{ serial: "/dev/ttyUSB0", parity: "sometimes" }, "parity"],
  [{ serial: "/dev/ttyUSB0", host: "10.0.0.5" }, "host"],
  [{ host: "10.0.0.5", port: 70_000 }, "65535"],
  [{ unit: 3 }, "host"],
])("the address %j is refused and %s named", (given, named) => {
  expect(ModbusAddress.safeParse(given).error?.issues[0]?.message).toContain(named);
});
