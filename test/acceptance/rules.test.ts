import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AssetDetail, BacktestView, EffectiveRuleList, ReadingList } from "../../api/contract/index.ts";
import { openTestHouse, type TestHouse } from "../support/house.ts";

let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse();
});
afterAll(() => house.close());

const pump = "riverside.b1-booster-2";
const dryRun = async () => {
  const { rules } = await house.get(`/api/assets/${pump}/rules`, EffectiveRuleList);
  return rules.find(({ rule }) => rule.id === "dry-run");
};
const all = [
  { point: "running", is: true },
  { point: "suction_pressure_kPa", below: 30 },
];

describe("a rule that a site changed", () => {
  it("is in force at once, everywhere it is shown, and after a restart", async () => {
    const answer = await house.put("/api/rules/overrides", {
      is: "patch",
      scope: { of: "type", site: "riverside", type: "booster-pump" },
      rule: "dry-run",
      patch: { priority: "critical", condition: { all } },
    });
    expect(answer.status).toBe(200);
    const changed = {
      rule: { priority: "critical", condition: { all } },
      origins: [{ path: "priority", before: "high" }, { path: "condition.all" }],
    };
    expect(await dryRun()).toMatchObject(changed);
    expect(
      house.house.core.book.instances.find(({ alarm }) => alarm === `${pump}.dry-run`)?.rule.priority,
    ).toBe("critical");
    house = await house.restart();
    expect(await dryRun()).toMatchObject(changed);
  });

  it("can be tried on what the estate has recorded", async () => {
    const to = Date.now();
    const started = await house.post("/api/backtests", {
      asset: pump,
      rule: "dry-run",
      from: to - 3_600_000,
      to,
    });
    expect(started.status).toBe(202);
    const { id } = BacktestView.parse(await started.json());
    const ended = async (): Promise<BacktestView> => {
      const job = await house.get(`/api/backtests/${id}`, BacktestView);
      return job.state === "running" ? ended() : job;
    };
    const job = await ended();
    expect(job).toMatchObject({ state: "done", occurrences: [], difference: { same: 0 } });
    expect(job.readings).toBeGreaterThan(0);
  });
});

describe("a derived point", () => {
  // One of the two always runs; a standing pump has no efficiency.
  const pumps = ["riverside.b1-booster-1", "riverside.b1-booster-2"];

  it("is on the board, stored like any other, and a rule may be tried on it", async () => {
    let lead = "";
    const point = () => `${lead}.efficiency_percent`;
    const runs = async () => {
      for (lead of pumps) {
        const { points } = await house.get(`/api/assets/${lead}`, AssetDetail);
        const latest = points.find(({ id }) => id === point())?.latest;
        if (typeof latest?.value === "number" && latest.value > 5) return true;
      }
      return false;
    };
    await expect.poll(runs, { timeout: 50_000, interval: 200 }).toBe(true);
    const to = Date.now() + 1_000;
    const stored = async () =>
      (await house.get(`/api/points/${point()}/readings?from=${to - 600_000}&to=${to}`, ReadingList))
        .readings;
    await expect.poll(async () => (await stored()).length, { timeout: 20_000 }).toBeGreaterThan(0);
    expect((await stored()).at(-1)).toMatchObject({ replayed: false });
    const { rules } = await house.get(`/api/assets/${lead}/rules`, EffectiveRuleList);
    const condition = { kind: "limit", point: "efficiency_percent", side: "high", limit: 5 };
    const body = {
      asset: lead,
      rule: "efficient",
      definition: { ...rules[0]?.rule, id: "efficient", condition },
      from: to - 600_000,
      to,
    };
    const { id } = BacktestView.parse(await (await house.post("/api/backtests", body)).json());
    const ended = async (): Promise<BacktestView> => {
      const job = await house.get(`/api/backtests/${id}`, BacktestView);
      return job.state === "running" ? ended() : job;
    };
    const job = await ended();
    expect(job).toMatchObject({ state: "done", difference: null, present: null });
    expect(job.occurrences.length).toBeGreaterThan(0);
  });
});
