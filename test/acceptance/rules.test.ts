import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BacktestView, EffectiveRuleList } from "../../api/contract/index.ts";
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
