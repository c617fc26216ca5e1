import { connectAsync } from "mqtt";
import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import {
  AssetDetail,
  AuditVerdictView,
  CommandList,
  CommandView,
  GatewayCredential,
  GatewayList,
  SiteDetail,
} from "../../api/contract/index.ts";
import { readSecret, secretFile } from "../../house/index.ts";
import { openTestHouse, type TestHouse } from "../support/house.ts";

const PUMP = "riverside.b1-booster-1";
let estate: TestHouse;
beforeAll(async () => {
  estate = await openTestHouse();
});
afterAll(() => estate.close());

const value = async (point: string) => {
  const { points } = await estate.get(`/api/assets/${PUMP}`, AssetDetail);
  return points.find(({ name }) => name === point)?.latest?.value;
};

it("a set point given at the desk reaches the pump's controller, is read back, and the water follows", async () => {
  await expect.poll(() => value("pressure_setpoint_kPa"), { timeout: 15_000 }).toBe(620);
  const answer = await estate.post(`/api/points/${PUMP}.pressure_setpoint_kPa/command`, {
    value: 560,
    expect: { running: (await value("running")) as boolean },
  });
  expect(CommandView.parse(await answer.json())).toMatchObject({ readBack: 560 });
  await expect.poll(() => value("pressure_setpoint_kPa"), { timeout: 10_000 }).toBe(560);
  await expect
    .poll(async () => Number(await value("discharge_pressure_kPa")), { timeout: 40_000 })
    .toBeLessThan(585);
});

it("what the gateway or the device refuses says why", async () => {
  const refused = async (body: object) => {
    const answer = await estate.post(`/api/points/${PUMP}.pressure_setpoint_kPa/command`, body);
    return { status: answer.status, ...z.object({ detail: z.string() }).parse(await answer.json()) };
  };
  expect(await refused({ value: 2_000 })).toMatchObject({
    status: 422,
    detail: expect.stringContaining("300 to 900"),
  });
  expect(await refused({ value: 600, expect: { motor_temp_C: -300 } })).toMatchObject({
    status: 422,
    detail: expect.stringContaining("-300 was expected"),
  });
});

it("who gave which command and what became of it is written down, in a chain that is whole", async () => {
  const { commands } = await estate.get(`/api/assets/${PUMP}/commands`, CommandList);
  expect(
    commands.map(({ point, by, value, before, outcome, readBack }) => [
      point,
      by,
      value,
      before,
      outcome,
      readBack,
    ]),
  ).toEqual([
    ["pressure_setpoint_kPa", "admin", 600, 560, "refused", null],
    ["pressure_setpoint_kPa", "admin", 2_000, 560, "refused", null],
    ["pressure_setpoint_kPa", "admin", 560, 620, "done", 560],
  ]);
  expect(commands[0]!.reason?.zh).toContain("设备状态与预期不符");
  expect(await estate.get("/api/audit/verify", AuditVerdictView)).toMatchObject({ ok: true });
});

it("a new secret ends what the old one opened, and the server's own gateway comes back with the new one", async () => {
  const { core } = estate.house;
  const online = async () =>
    (await estate.get("/api/gateways", GatewayList)).gateways.find(({ id }) => id === "riverside.gw-b1");
  const dial = (password: string, clientId: string) =>
    connectAsync(`mqtt://127.0.0.1:${core.broker.port}`, {
      username: "riverside/gw-b1",
      password,
      clientId,
      reconnectPeriod: 0,
    });
  const old = readSecret(secretFile(estate.data, "riverside", "gw-b1"))!;
  const stranger = await dial(old, "knows-the-old-one");
  const before = (await online())!.since!;

  const answer = await estate.post("/api/gateways/riverside.gw-b1/credential", {});
  const { secret } = GatewayCredential.parse(await answer.json());
  await expect.poll(() => stranger.connected, { timeout: 10_000 }).toBe(false);
  await expect(dial(old, "again")).rejects.toThrow(/Not authorized/i);
  await expect
    .poll(online, { timeout: 20_000 })
    .toMatchObject({ online: true, since: expect.toSatisfy((since: number) => since > before) });

  // The command line makes one in another process: this one sees it when it looks.
  const second = await dial(secret, "knows-the-second");
  await core.state.credentials.enroll("riverside", "gw-b1");
  await core.secrets.look();
  await expect.poll(() => second.connected, { timeout: 10_000 }).toBe(false);
});

it("a gateway that runs elsewhere is left to the process beside the devices, and taken back when the site says so", async () => {
  const runsHere = async () =>
    (await estate.get("/api/gateways/riverside.gw-b2/devices", z.object({ runsHere: z.boolean() }))).runsHere;
  const say = async (runs?: "elsewhere") => {
    const { file, revision } = await estate.get("/api/sites/riverside", SiteDetail);
    const { runs: _, ...kept } = file.gateways.find(({ id }) => id === "gw-b2")!;
    const entry = { ...kept, ...(runs ? { runs } : {}) };
    expect((await estate.put(`/api/sites/riverside/gateways/gw-b2?revision=${revision}`, entry)).status).toBe(
      200,
    );
  };
  expect(await runsHere()).toBe(true);
  await say("elsewhere");
  await expect.poll(runsHere, { timeout: 20_000 }).toBe(false);
  await say();
  await expect.poll(runsHere, { timeout: 20_000 }).toBe(true);
});
