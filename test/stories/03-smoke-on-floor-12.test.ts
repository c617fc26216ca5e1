import { connect, type Socket } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { PlanList, ReportView, RunList, RunView } from "../../api/contract/index.ts";
import { SiteFile } from "../../facility/assets/index.ts";
import { openTestHouse, type TestHouse } from "../support/house.ts";
import { freePort } from "../support/program.ts";

let house: TestHouse;
let line: Socket;
let serial = 0;

/** One frame of GB/T 26875.3 with states of components, as a transmitter sends it. */
function frame(
  ...components: { type: number; zone: number; point: number; bits: number; text: string }[]
): Buffer {
  const objects = components.map(({ type, zone, point, bits, text }) => {
    const object = Buffer.alloc(46, 0x20);
    object.set([1, 1, type], 0);
    object.writeUInt16LE(zone, 3);
    object.writeUInt16LE(point, 5);
    object.writeUInt16LE(bits, 7);
    object.write(text.padEnd(31), 9, 31, "latin1");
    object.set([0, 30, 14, 2, 3, 26], 40);
    return object;
  });
  const data = Buffer.concat([Buffer.from([2, components.length]), ...objects]);
  const bytes = Buffer.alloc(30 + data.length);
  bytes.write("@@", 0, "latin1");
  bytes.writeUInt16LE(++serial, 2);
  bytes.set([1, 1, 0, 30, 14, 2, 3, 26], 4);
  bytes.writeUIntLE(0x379, 12, 6);
  bytes.writeUIntLE(0x1, 18, 6);
  bytes.writeUInt16LE(data.length, 24);
  bytes[26] = 2;
  data.copy(bytes, 27);
  bytes[27 + data.length] = bytes.subarray(2, 27 + data.length).reduce((sum, byte) => sum + byte, 0) & 0xff;
  bytes.write("##", 28 + data.length, "latin1");
  return bytes;
}
/** State bits: domain facts §2. */
const FIRE = 0x02;
const STARTED = 0x20;
const FEEDBACK = 0x40;

beforeAll(async () => {
  const port = await freePort();
  house = await openTestHouse({
    files: [
      SiteFile.parse({
        site: { id: "tower", name: { en: "Tower", zh: "塔楼" }, timeZone: "Asia/Shanghai" },
        places: [{ id: "a", kind: "building", name: { en: "Tower A", zh: "A 座" } }],
        assets: [
          {
            id: "panel",
            type: "fire-panel",
            in: "a",
            name: { en: "Fire panel", zh: "火灾报警主机" },
            serves: ["a"],
          },
          { id: "lift-1", type: "lift", in: "a", name: { en: "Lift 1", zh: "1 号电梯" }, serves: ["a"] },
        ],
        gateways: [
          {
            id: "gw",
            name: { en: "Gateway", zh: "网关" },
            in: "a",
            assets: ["lift-1"],
            listen: [{ kind: "gb26875", port, panels: [{ asset: "panel" }] }],
          },
        ],
      }),
    ],
  });
  line = connect(port, "127.0.0.1");
  line.resume();
});
afterAll(async () => {
  line.destroy();
  await house.close();
});

const poll = <T>(ask: () => Promise<T>) => expect.poll(ask, { timeout: 20_000, interval: 200 });
const runOf = async (): Promise<RunView> => {
  const { runs } = await house.get("/api/emergencies/runs", RunList);
  return house.get(`/api/emergencies/runs/${runs[0]?.id}`, RunView);
};

it("3. Smoke on floor 12: from the panel's frame to the plan, its feedback one by one, the shutter that does not come is chased, report in Chinese", async () => {
  // The site adapts the plan: its panel answers within seconds.
  const { plans } = await house.get("/api/emergencies/plans?site=tower", PlanList);
  const fire = plans.find(({ plan }) => plan.id === "fire")!.plan;
  const steps = fire.steps.map((step) =>
    step.id === "shutters" && step.does === "wait" ? { ...step, timeoutMinutes: 0.15 } : step,
  );
  const saved = await house.put("/api/emergencies/plans/fire?site=tower", {
    plan: { ...fire, steps },
    over: 0,
    comment: "9 s",
  });
  expect(saved.status).toBe(200);

  // A smoke detector, then a call point, on floor 12. The plan begins from the first one.
  line.write(frame({ type: 40, zone: 12, point: 3, bits: FIRE, text: "SMOKE 12-3" }));
  await poll(async () =>
    (await house.get("/api/emergencies/runs", RunList)).runs.map(({ plan }) => plan),
  ).toEqual(["fire"]);
  line.write(frame({ type: 23, zone: 12, point: 9, bits: FIRE, text: "CALL POINT 12-9" }));
  const run = await runOf();
  expect(run).toMatchObject({ version: 1, drill: false, grade: "A" });
  expect(run.clocks).toMatchObject([{ id: "on-scene", minutes: 3, missed: false }]);
  expect(run.startedAt - run.detectedAt).toBeLessThan(2_000);
  const act = (step: string, body: object) =>
    house.post(`/api/emergencies/runs/${run.id}/steps/${step}`, { do: "finish", words: "", ...body });
  await act("look", { words: "12 层走廊有烟" });
  await act("verify", { answer: "fire" });

  // The panel starts fan, door and two shutters; all but one feed back.
  line.write(
    frame(
      { type: 111, zone: 12, point: 1, bits: STARTED, text: "FAN 12-1" },
      { type: 102, zone: 12, point: 2, bits: STARTED, text: "DOOR 12-2" },
      { type: 117, zone: 12, point: 4, bits: STARTED, text: "SHUTTER 12-4" },
      { type: 117, zone: 12, point: 5, bits: STARTED, text: "SHUTTER 12-5" },
    ),
  );
  line.write(
    frame(
      { type: 111, zone: 12, point: 1, bits: FEEDBACK, text: "FAN 12-1" },
      { type: 102, zone: 12, point: 2, bits: FEEDBACK, text: "DOOR 12-2" },
      { type: 117, zone: 12, point: 4, bits: FEEDBACK, text: "SHUTTER 12-4" },
    ),
  );
  await poll(async () => (await runOf()).steps.find(({ id }) => id === "shutters")).toMatchObject({
    outcome: "timed-out",
    met: ["SHUTTER 12-4"],
    missing: ["SHUTTER 12-5"],
  });
  const stepOf = (wanted: string) => async () => (await runOf()).steps.find(({ id }) => id === wanted);
  await poll(stepOf("chase-shutters")).toMatchObject({ is: "open" });
  await poll(stepOf("smoke")).toMatchObject({ is: "open", met: ["FAN 12-1"], missing: [] });
  await act("chase-shutters", { words: "手动降下" });

  // Floors cleared, people counted, fire out, stood down.
  await act("floors", {});
  await house.post(`/api/emergencies/runs/${run.id}/roll`, {
    step: "roll",
    entry: { name: "12 层", is: "present", count: 37 },
  });
  await act("roll", {});
  await act("missing", { answer: "none" });
  await act("fight", { words: "灭火器扑灭" });
  await act("fire-out", { answer: "small" });
  await house.post(`/api/emergencies/runs/${run.id}/stand-down`, { words: "火情扑灭，无人员伤亡" });
  const report = await house.get(`/api/emergencies/runs/${run.id}/report?language=zh`, ReportView);
  const words = JSON.stringify(report);
  for (const said of [
    "火灾应急处置报告",
    "SHUTTER 12-5",
    "手动降下",
    "12 层走廊有烟",
    "12 层：已到 37",
    "生产安全事故报告",
    "塔楼",
  ])
    expect(words).toContain(said);
  const paper = await house.send(
    "GET",
    `/api/emergencies/runs/${run.id}/report.pdf?language=zh&form=authority`,
  );
  expect(paper.headers.get("content-type")).toBe("application/pdf");
  await paper.arrayBuffer();
}, 90_000);
