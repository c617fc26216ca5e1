import { afterEach, describe, expect, it } from "vitest";
import type { WireValue } from "../../broker/contract/index.ts";
import { SiteDevice } from "../../facility/assets/index.ts";
import { instant } from "../../facility/units/index.ts";
import { Connection } from "./connection.ts";
import { Device, type DeviceReport } from "./device.ts";
import { answer, exception, type HeardRequest, hostileDevice, type Reply } from "./hostile.ts";
import { Profile } from "./profile.ts";

const TIMEOUT_MS = 60;

const profile = Profile.parse({
  id: "two-words",
  equipment: "lift",
  label: { en: "x", zh: "x" },
  source: "test",
  maxGap: 4,
  registers: [
    { point: "floor", fc: 3, address: 0, type: "u16" },
    { point: "trips", fc: 3, address: 4, type: "u16" },
  ],
});
/** Registers 0 and 4, and the hole between them. */
const right = (request: HeardRequest) => answer(request, [7, 0, 0, 0, 9].slice(0, request.count));

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function poll(reply: Reply, options: { units?: number[]; silentAfterMs?: number } = {}) {
  const server = await hostileDevice(reply);
  open.push(server.close);
  const units = options.units ?? [1];
  const address = { transport: "tcp" as const, host: "127.0.0.1", port: server.port };
  const connection = new Connection({ ...address, unit: 1 }, units, TIMEOUT_MS);
  open.push(() => connection.close());
  const devices = units.map((unit) => {
    const readings: ReadonlyMap<string, WireValue>[] = [];
    let silences = 0;
    const device = new Device({
      device: SiteDevice.parse({
        asset: `unit-${unit}`,
        profile: profile.id,
        modbus: { ...address, unit },
        pollSeconds: 0.1,
      }),
      profile,
      connection,
      clock: () => instant(Date.now()),
      silentAfterMs: options.silentAfterMs ?? 300,
      listener: { readings: (values) => readings.push(values), silent: () => silences++ },
    });
    open.push(() => device.close());
    return { device, readings, silences: () => silences };
  });
  return { server, devices, ...devices[0]! };
}

const until = (what: () => void) => expect.poll(what, { timeout: 5_000, interval: 5 });
const errors = (device: Device, kind: keyof DeviceReport["errorsByKind"]) => () =>
  device.report().errorsByKind[kind];

it("reads a good device and stays on one connection", async () => {
  const { device, readings, server } = await poll(right);
  await until(() => readings.length).toBeGreaterThan(3);
  expect(Object.fromEntries(readings[0]!)).toEqual({ floor: 7, trips: 9 });
  expect(device.report()).toMatchObject({ online: true, errors: 0, lastError: null });
  expect(server.connections()).toBe(1);
});

it("puts together an answer that comes in pieces", async () => {
  const { device, readings } = await poll((request) => {
    const whole = right(request);
    return [whole.subarray(0, 3), whole.subarray(3, 8), whole.subarray(8, 11), whole.subarray(11)];
  });
  await until(() => readings.length).toBeGreaterThan(1);
  expect(Object.fromEntries(readings[0]!)).toEqual({ floor: 7, trips: 9 });
  expect(device.report().errors).toBe(0);
});

describe("is not fooled, counts the error, and reads rightly afterwards", () => {
  it.each([
    ["silence", () => undefined, "timeout"],
    ["another unit's answer", (r) => answer(r, [1, 1, 1, 1, 1], { unit: 9 }), "timeout"],
    ["half an answer", (r) => right(r).subarray(0, 10), "timeout"],
    ["an odd byte count", (r) => answer(r, [1, 1, 1, 1, 1], { byteCount: 9 }), "timeout"],
    ["a function code that does not exist", (r) => answer(r, [1, 1, 1, 1, 1], { fc: 0x63 }), "timeout"],
    ["a wrong transaction", (r) => answer(r, [1, 1, 1, 1, 1], { transaction: 999 }), "garbled"],
    ["a wrong function", (r) => answer(r, [1, 1, 1, 1, 1], { fc: 4 }), "garbled"],
    ["a wrong protocol", (r) => answer(r, [1, 1, 1, 1, 1], { protocol: 7 }), "garbled"],
    ["too few registers", (r) => answer(r, [1, 1]), "garbled"],
    ["too many registers", (r) => answer(r, [1, 1, 1, 1, 1, 1, 1]), "garbled"],
    ["an exception", (r) => exception(r, 6), "exception"],
    ["an exception code that does not exist", (r) => exception(r, 0x55), "garbled"],
    ["a flood", () => Buffer.alloc(300_000, 0x41), "garbled"],
  ] as [string, (request: HeardRequest) => Buffer | undefined, keyof DeviceReport["errorsByKind"]][])(
    "%s",
    async (_, wrong, kind) => {
      const { device, readings } = await poll((request, nth) =>
        nth === 1 ? wrong(request) : right(request),
      );
      await until(() => readings.length).toBeGreaterThan(1);
      for (const values of readings) expect(Object.fromEntries(values)).toEqual({ floor: 7, trips: 9 });
      expect(device.report().errorsByKind).toMatchObject({ [kind]: 1 });
      expect(device.report()).toMatchObject({ online: true, errors: 1, lastError: null });
    },
  );

  it("an answer that comes after its time is not taken for the next one", async () => {
    const { readings, device } = await poll(async (request, nth) => {
      if (nth > 1) return right(request);
      await new Promise((resolve) => setTimeout(resolve, 1.5 * TIMEOUT_MS));
      return answer(request, [666, 0, 0, 0, 666]);
    });
    await until(() => readings.length).toBeGreaterThan(2);
    for (const values of readings) expect(values.get("floor")).toBe(7);
    expect(device.report().errorsByKind.timeout).toBe(1);
  });
});

it("after an illegal address asks without reading over holes", async () => {
  const { server, readings, device } = await poll((request) =>
    request.count > 1 ? exception(request, 2) : answer(request, [request.address + 1]),
  );
  await until(() => readings.length).toBeGreaterThan(1);
  expect(Object.fromEntries(readings.at(-1)!)).toEqual({ floor: 1, trips: 5 });
  expect(server.heard.slice(1, 3).map(({ address, count }) => [address, count])).toEqual([
    [0, 1],
    [4, 1],
  ]);
  expect(device.report().errorsByKind.exception).toBe(1);
});

it("a refused block leaves its points unknown and the others known", async () => {
  const { readings, device } = await poll((request) =>
    request.address === 4 || request.count > 1 ? exception(request, 2) : answer(request, [7]),
  );
  await until(() => readings.length).toBeGreaterThan(1);
  expect(Object.fromEntries(readings.at(-1)!)).toEqual({ floor: 7, trips: null });
  expect(device.report().lastError).toContain("the profile does not fit this device");
});

it("says once that a device is silent, asks less often, and is back with the first answer", async () => {
  let dead = false;
  const { server, device, readings, silences } = await poll(
    (request) => (dead ? undefined : right(request)),
    { silentAfterMs: 300 },
  );
  await until(() => readings.length).toBeGreaterThan(1);
  dead = true;
  await until(silences).toBe(1);
  expect(device.report()).toMatchObject({ online: false });
  expect(device.report().lastError).toContain("no answer within 60 ms");
  const read = readings.length;
  const asked = server.heard.length;
  await until(() => server.heard.length).toBeGreaterThan(asked + 1);
  expect(silences()).toBe(1);
  dead = false;
  await until(() => readings.length).toBeGreaterThan(read);
  expect(device.report()).toMatchObject({ online: true, lastError: null });
});

it("a dead unit costs its line one timeout at a time, not its neighbour", async () => {
  const { devices } = await poll((request) => (request.unit === 1 ? undefined : right(request)), {
    units: [1, 2],
  });
  const [dead, alive] = devices;
  await until(errors(dead!.device, "timeout")).toBeGreaterThan(2);
  const { polls, errors: failed } = alive!.device.report();
  expect(failed).toBe(0);
  expect(polls).toBeGreaterThan(dead!.device.report().polls);
});

it("names a device that is not there, and finds it when it comes", async () => {
  const late = await hostileDevice(right);
  await late.close();
  const connection = new Connection(
    { transport: "tcp", host: "127.0.0.1", port: late.port, unit: 1 },
    [1],
    TIMEOUT_MS,
  );
  open.push(() => connection.close());
  const outcome = await connection.read(1, { fc: 3, address: 0, count: 1 });
  expect(outcome).toMatchObject({ ok: false, kind: "offline" });
  expect(!outcome.ok && outcome.problem).toContain("refuses the connection. Check the device's supply");
});
