import { afterEach, expect, it } from "vitest";
import { ModbusAddress, SiteDevice } from "../../facility/assets/index.ts";
import { Connection } from "./connection.ts";
import { answer, exception, type HeardRequest, hostileDevice, type Reply } from "./hostile.ts";
import { discoverAlone, probeAlone } from "./look.ts";
import { probeDevice } from "./probe.ts";
import { genericLift } from "./profiles/generic-lift.ts";

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function deviceOf(reply: Reply, profile = "generic-lift") {
  const server = await hostileDevice(reply);
  open.push(server.close);
  const modbus = { host: "127.0.0.1", port: server.port, unit: 1 };
  return { server, device: SiteDevice.parse({ asset: "lift-1", profile, modbus }) };
}
const lift = (request: HeardRequest) =>
  answer(
    request,
    (request.fc === 4 ? [0, 7, 0, 0] : [1, 5, 0, 0b110, 0, 300, 0x8000, 0xffff, 0x8000]).slice(
      0,
      request.count,
    ),
  );

/** A SunSpec map at 40000: common model, then a wye meter (203), then the end. */
const map = new Map<number, number>();
const put = (at: number, ...words: number[]) => {
  for (const [i, word] of words.entries()) map.set(at + i, word);
};
const words = (text: string) =>
  Array.from(
    { length: 16 },
    (_, i) => (text.charCodeAt(i * 2) || 0) * 256 + (text.charCodeAt(i * 2 + 1) || 0),
  );
put(40_000, 0x5375, 0x6e53, 1, 66, ...words("Acme"), ...words("Meter 3"));
put(40_052, ...words("SN-0042"));
put(40_070, 203, 105);
put(40_070 + 16, 5_002, 0xfffe);
put(40_070 + 107, 0xffff, 0);
const sunSpec = (request: HeardRequest) =>
  request.address >= 40_000
    ? answer(
        request,
        Array.from({ length: request.count }, (_, i) => map.get(request.address + i) ?? 0),
      )
    : exception(request, 2);

it("a probe says what each point reads, and where it was read", async () => {
  const { device } = await deviceOf(lift);
  const probe = await probeAlone(device);
  expect(probe).toMatchObject({ ok: true, problems: [] });
  expect(probe.ok && probe.points).toContainEqual({ point: "floor", value: 5, fc: 3, address: 1 });
  expect(probe.ok && probe.points.find(({ point }) => point === "motor_temp_C")?.value).toBe(30);
});

it("what the device refuses is named, the rest stands", async () => {
  const { device } = await deviceOf((request) => (request.fc === 4 ? exception(request, 2) : lift(request)));
  const probe = await probeAlone(device);
  expect(probe.ok && probe.points.map(({ point }) => point)).not.toContain("trips");
  expect(probe.ok && probe.problems[0]).toContain("illegal data address");
});

it.each([
  ["nobody there", () => undefined, { kind: "timeout" }],
  ["a refusal of everything", (r: HeardRequest) => exception(r, 11), { kind: "exception", code: 11 }],
  ["another protocol", (r: HeardRequest) => answer(r, [1], { protocol: 9 }), { kind: "garbled" }],
])("%s is told as such", async (_, reply, told) => {
  const { device } = await deviceOf(reply as Reply);
  const connection = new Connection(device.modbus, [1], 60);
  open.push(() => connection.close());
  expect(await probeDevice(connection, device, genericLift)).toMatchObject({ ok: false, ...told });
});

it("a SunSpec device is found with its name and the profile that reads it; silent units are passed over", async () => {
  const { server, device } = await deviceOf((request) => (request.unit === 2 ? sunSpec(request) : undefined));
  const answer = await discoverAlone(ModbusAddress.parse(device.modbus), [1, 2]);
  expect(answer).toEqual({
    ok: true,
    found: [
      {
        unit: 2,
        maker: "Acme",
        model: "Meter 3",
        serial: "SN-0042",
        models: [1, 203],
        profile: "sunspec-meter",
      },
    ],
  });
  await server.close();
  open.length = 0;
  expect(await discoverAlone(ModbusAddress.parse(device.modbus), [1])).toMatchObject({ kind: "offline" });
});
