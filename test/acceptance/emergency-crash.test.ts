import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { AuditList, RunList, RunView } from "../../api/contract/index.ts";
import { SiteFile } from "../../facility/assets/index.ts";
import { KillableHouse } from "../support/killable.ts";

const name = (en: string, zh: string) => ({ en, zh });
const site = SiteFile.parse({
  site: { id: "s", name: name("S", "甲") },
  assets: [{ id: "lift", type: "lift", name: name("Lift", "电梯") }],
  gateways: [{ id: "gw", name: name("Gateway", "网关"), assets: ["lift"] }],
});
const data = mkdtempSync(join(tmpdir(), "wk-run-dies-"));
let house: KillableHouse;
beforeAll(async () => {
  house = await KillableHouse.start(data, site);
}, 60_000);
afterAll(async () => {
  await house.close();
  rmSync(data, { recursive: true });
});

const post = async (path: string, body: object) => (await house.post(path, body)).status;
const run = async (id: string) => house.get(`/api/emergencies/runs/${id}`, RunView);

it("kill -9 between any two steps: the run goes on at its step, nothing answered is lost, nothing is begun twice", {
  timeout: 180_000,
}, async () => {
  const started = await house.post("/api/emergencies/runs", {
    ...{ site: "s", plan: "entrapment", asset: "s.lift", words: "two people" },
  });
  const { id, detectedAt, clocks } = RunView.parse(await started.json());
  const steps = `/api/emergencies/runs/${id}/steps`;
  const acts = [
    ["talk", { do: "finish", words: "两人，平稳", proof: { ticked: [0, 1, 2] } }],
    ["unwell", { do: "finish", answer: "no" }],
    ["maintainer-arrives", { do: "finish", words: "周凯" }],
  ] as const;
  for (const [step, body] of acts) {
    await house.kill();
    house = await house.again();
    const before = await run(id);
    expect(before).toMatchObject({ state: "running", detectedAt });
    // Its clocks count from where they counted.
    expect(before.clocks.find((clock) => clock.id === clocks[0]?.id)?.since).toBe(clocks[0]?.since);
    if (before.steps.find((each) => each.id === step)?.is !== "open")
      await post(`${steps}/call-maintainer`, { do: "finish", words: "来" });
    expect(await post(`${steps}/${step}`, body)).toBe(200);
  }
  await house.kill();
  house = await house.again();
  const after = await run(id);
  for (const [step] of acts)
    expect(after.steps.find((each) => each.id === step)).toMatchObject({
      is: "closed",
      outcome: "done",
      by: "admin",
    });
  expect(after.log.map(({ sequence }) => sequence)).toEqual(after.log.map((_, i) => i + 1));
  expect((await house.get("/api/emergencies/runs", RunList)).runs).toHaveLength(1);

  expect(await post(`/api/emergencies/runs/${id}/command`, { to: "admin" })).toBe(200);
  expect(await post(`/api/emergencies/runs/${id}/stand-down`, { words: "脱困" })).toBe(200);
  const { rows } = await house.get("/api/audit?act=emergency.", AuditList);
  expect(rows.map(({ act }) => act)).toEqual([
    "emergency.stood-down",
    "emergency.handed-over",
    "emergency.started",
  ]);
});
