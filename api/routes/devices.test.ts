import { beforeAll, expect, it } from "vitest";
import { Discovered, FieldView, ProbeView } from "../contract/index.ts";
import { fakeHouse, T } from "../fakes/index.ts";
import type { Field } from "../ports.ts";

const GATEWAY = "riverside.gw-b1";
const device = {
  asset: "b2-lift-1",
  profile: "generic-lift",
  modbus: { host: "10.0.0.5", unit: 3 },
};
/** A field with one lift controller at unit 3; everything else is silent. */
const field: Field = {
  profiles: [
    {
      id: "generic-lift",
      label: { en: "Lift", zh: "电梯" },
      equipment: "lift",
      points: 2,
      discovers: false,
      writes: false,
      source: "test",
    },
  ],
  report: (gateway) =>
    gateway === GATEWAY
      ? {
          clockOffsetMs: 7_000,
          waitingMessages: 2,
          droppedMessages: 0,
          devices: [
            {
              asset: "b2-lift-1",
              profile: "generic-lift",
              address: "10.0.0.5:502 unit 3",
              online: false,
              polls: 9,
              errors: 4,
              lastError: "unit 3: no answer within 1000 ms",
              lastErrorKind: "timeout",
              lastAnswerAt: T,
              latencyMs: null,
            },
          ],
        }
      : undefined,
  probe: async (_, { modbus }) =>
    modbus.unit === 3
      ? {
          ok: true,
          latencyMs: 12,
          points: [
            { point: "floor", value: 5, fc: 3, address: 1 },
            { point: "motor_temp_C", value: 3_000, fc: 3, address: 5 },
          ],
          problems: [],
        }
      : { ok: false, kind: "exception", code: 11, problem: "unit 9: exception 11" },
  discover: async (_, address, units) =>
    "host" in address && address.host === "10.0.0.5"
      ? {
          ok: true,
          found: units.includes(7)
            ? [
                {
                  unit: 7,
                  maker: "Acme",
                  model: "M",
                  serial: "1",
                  models: [1, 203],
                  profile: "sunspec-meter",
                },
              ]
            : [],
        }
      : { ok: false, kind: "offline", problem: "refuses the connection" },
};

let house: Awaited<ReturnType<typeof fakeHouse>>;
beforeAll(async () => {
  house = await fakeHouse({ field });
});
const post = async (path: string, body: object, role: "technician" | "engineer" = "engineer") =>
  house.call(role, "POST", `/api/gateways/${GATEWAY}/${path}`, body);

it("shows how each device does, with what to do in both languages", async () => {
  const view = FieldView.parse(await house.get(`/api/gateways/${GATEWAY}/devices`));
  expect(view).toMatchObject({ runsHere: true, clockOffsetMs: 7_000 });
  expect(view.devices[0]?.lastError?.zh).toContain("请检查从站地址");
  expect(view.devices[0]?.lastError?.en).toContain("no answer");
});

it("polls a device before it is saved: values with their kind, and what cannot be true marked", async () => {
  const probe = ProbeView.parse(await (await post("probe", device)).json());
  expect(
    probe.ok &&
      probe.points.map(({ name, value, plausible, register }) => [name, value, plausible, register]),
  ).toEqual([
    ["floor", 5, true, "3:1"],
    ["motor_temp_C", 3_000, false, "3:5"],
  ]);
  const silent = ProbeView.parse(
    await (await post("probe", { ...device, modbus: { host: "10.0.0.5", unit: 9 } })).json(),
  );
  expect(silent).toMatchObject({
    ok: false,
    kind: "exception",
    problem: { zh: expect.stringContaining("485") },
  });
  expect(house.audit.rows.at(-1)).toMatchObject({
    actor: "engineer",
    act: "gateway.probed",
    subject: GATEWAY,
  });
});

it("is for engineers, knows its gateways, and reaches for no reserved address", async () => {
  expect((await post("probe", device, "technician")).status).toBe(403);
  expect((await post("discover", { modbus: { host: "10.0.0.5" } }, "technician")).status).toBe(403);
  expect((await house.call("engineer", "POST", "/api/gateways/riverside.gw-b9/probe", device)).status).toBe(
    404,
  );
  for (const host of [
    ...["169.254.169.254", "2852039166", "0xA9FEA9FE", "0251.0376.0251.0376", "169.16689662"],
    ...["fe80::1", "[FE80::1]", "::ffff:169.254.169.254", "[::ffff:a9fe:a9fe]", "metadata.google.internal"],
  ])
    expect((await post("probe", { ...device, modbus: { host } })).status).toBe(422);
});

it("finds SunSpec devices, 32 units at a time at most", async () => {
  const found = async (body: object) => Discovered.parse(await (await post("discover", body)).json());
  expect(await found({ modbus: { host: "10.0.0.5" }, from: 1, to: 8 })).toMatchObject({
    ok: true,
    found: [{ unit: 7, profile: "sunspec-meter" }],
  });
  expect(await found({ modbus: { host: "10.0.0.9" } })).toMatchObject({
    ok: false,
    problem: { zh: expect.stringContaining("无法连接") },
  });
  expect((await post("discover", { modbus: { host: "10.0.0.5" }, from: 1, to: 99 })).status).toBe(400);
});
