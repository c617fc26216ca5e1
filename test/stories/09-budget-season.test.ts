import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readSheet } from "read-excel-file/node";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  ApprovalView,
  AssetStoryView,
  FleetView,
  LifecycleScenarioList,
  LifecycleScenarioView,
  PlanChanged,
  PlanView,
} from "../../api/contract/index.ts";
import { instant } from "../../facility/units/index.ts";
import { openTestHouse, type TestHouse } from "../support/house.ts";
import { oldEstate, pastOfOldEstate } from "../support/old-estate.ts";

let estate: TestHouse;
beforeAll(async () => {
  const site = oldEstate(7);
  estate = await openTestHouse({ files: [site] });
  await estate.house.core.lifecycle.remember(pastOfOldEstate(site, instant(Date.now())));
});
afterAll(() => estate.close());

const read = async <T>(schema: { parse(value: unknown): T }, answer: Response): Promise<T> => {
  if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`);
  return schema.parse(await answer.json());
};
const firstYear = new Date().getUTCFullYear() + 1;
const lifts = [1, 2, 3, 4].map((n) => `old-town.tower-b-lift-${n}`);

const scenario = (name: { en: string; zh: string }, more: object) => ({
  site: "old-town",
  scenario: {
    name,
    firstYear,
    years: 10,
    budgets: {
      fund: { yearlyCapCny: 2_400_000, openingCny: 1_500_000, incomeCny: 500_000 },
      budget: { yearlyCapCny: 160_000 },
    },
    together: [{ id: "tower-b-lifts", name: "B 座电梯", assets: lifts }],
    ...more,
  },
});
const planOf = async (asked: object): Promise<{ id: string; plan: PlanView }> => {
  const { id } = await read(LifecycleScenarioView, await estate.post("/api/lifecycle/scenarios", asked));
  return { id, plan: await read(PlanView, await estate.post(`/api/lifecycle/scenarios/${id}/plan`, {})) };
};

it("9. Budget season: 312 assets, three years of history, a ten-year plan under caps in two scenarios, each line explained, on paper in Chinese", {
  timeout: 180_000,
}, async () => {
  const fleet = await estate.get("/api/lifecycle/fleet", FleetView);
  expect(fleet.assets).toHaveLength(312);
  expect(new Set(fleet.assets.map(({ condition }) => condition)).size).toBeGreaterThanOrEqual(3);

  const base = await planOf(scenario({ en: "Base", zh: "基准方案" }, {}));
  const tight = await planOf(
    scenario(
      { en: "Tight: half the money, prices +6 %", zh: "紧缩方案：资金减半、涨价 6%" },
      {
        priceRise: 0.06,
        budgets: {
          fund: { yearlyCapCny: 2_400_000, openingCny: 750_000, incomeCny: 250_000 },
          budget: { yearlyCapCny: 80_000 },
        },
      },
    ),
  );
  for (const { plan } of [base, tight]) {
    expect(plan.lines).toHaveLength(312);
    // Never over a cap or a fund, never worse than the pencil, and how near the best is proven.
    expect(plan.totals.flatMap(({ over }) => Object.keys(over))).toEqual([]);
    expect(plan.solver.valueCny).toBeGreaterThanOrEqual(plan.solver.greedyCny);
    expect(plan.solver.valueCny).toBeLessThanOrEqual(plan.solver.boundCny + 1);
    for (const line of plan.lines) {
      expect(line.says.en.length).toBeGreaterThan(60);
      expect(line.says.zh).toMatch(/[\u4e00-\u9fff]/);
      if (line.year !== null) expect(line.says.zh).toContain(`${line.year} 年更换`);
    }
  }
  // What the law wants: panels past twelve years come first, and say why.
  const panel = base.plan.lines.find(({ asset }) => asset === "old-town.tower-b-fire-panel-1");
  expect(panel).toMatchObject({ reason: "law", year: firstYear });
  expect(panel?.says.zh).toContain("GB 29837-2013");
  // The lifts of tower B in one year, with one mobilisation.
  const grouped = base.plan.lines.filter(({ asset }) => lifts.includes(asset));
  expect(new Set(grouped.map(({ year }) => year)).size).toBe(1);
  expect(grouped[0]?.year).not.toBeNull();
  expect(grouped[0]?.says.zh).toMatch(/一次进场节省/);
  expect(grouped.reduce((sum, { mobilisationCny }) => sum + mobilisationCny, 0)).toBeLessThan(
    30_000 * 1.03 ** 10 + 10,
  );
  // Half the money leaves more undone.
  const left = (plan: PlanView) => plan.lines.filter(({ reason }) => reason === "unfunded").length;
  expect(left(tight.plan)).toBeGreaterThanOrEqual(left(base.plan));
  expect(tight.plan.totals.at(-1)!.fci).toBeGreaterThan(base.plan.totals.at(-1)!.fci);
  const { scenarios } = await estate.get("/api/lifecycle/scenarios", LifecycleScenarioList);
  expect(scenarios.map(({ plan }) => plan?.version)).toEqual([1, 1]);

  // Every point of a score opens to its data.
  const story = await estate.get(`/api/lifecycle/assets/${lifts[0]}`, AssetStoryView);
  const failures = story.forecast!.condition.evidence.find(({ kind }) => kind === "failures")!;
  expect(failures.from.length).toBeGreaterThan(0);
  expect(story.plans.map(({ name }) => name.en)).toEqual(["Base", "Tight: half the money, prices +6 %"]);
  expect(story.costByYear.length).toBeGreaterThanOrEqual(3);
  expect(story.conditionByQuarter.length).toBeGreaterThanOrEqual(12);
  expect(story.conditionByQuarter.at(-1)?.index).toBe(story.forecast!.condition.index);
  expect(story.register).toMatchObject({ make: expect.any(String), warrantyUntil: expect.any(String) });
  expect(story.life.source.zh).toMatch(/[\u4e00-\u9fff]/);

  // A manager moves one by hand: the others stay, the totals follow, another's stale hand is refused.
  const kept = base.plan.lines.find(({ type, year }) => type === "genset" && year === null)!;
  const move = { expected: 1, asset: kept.asset, year: firstYear + 2, why: "业委会要求" };
  const moved = await read(PlanChanged, await estate.post(`/api/lifecycle/scenarios/${base.id}/moves`, move));
  expect(moved.plan.lines.find(({ asset }) => asset === kept.asset)).toMatchObject({
    year: firstYear + 2,
    reason: "moved",
  });
  expect(moved.plan.totals[2]!.costCny).toBeGreaterThan(base.plan.totals[2]!.costCny + kept.priceCny);
  expect((await estate.post(`/api/lifecycle/scenarios/${base.id}/moves`, move)).status).toBe(409);

  // Paper for the owners' committee and for finance.
  const report = (format: string, lang: string) =>
    estate.send(
      "GET",
      `/api/lifecycle/scenarios/${base.id}/report?format=${format}&lang=${lang}&with=${tight.id}`,
    );
  const pdf = new Uint8Array(await (await report("pdf", "zh")).arrayBuffer());
  expect(new TextDecoder().decode(pdf.slice(0, 5))).toBe("%PDF-");
  const xlsx = Buffer.from(await (await report("xlsx", "zh")).arrayBuffer());
  const rows = await readSheet(xlsx, "计划");
  expect(rows).toHaveLength(313);
  expect(rows[0]).toContain("依据");
  const inputs = await readSheet(xlsx, "测算输入");
  expect(inputs.length).toBe(1 + 312 * 16);
  const csv = await (await report("csv", "en")).text();
  expect(csv.split("\r\n")).toHaveLength(314);
  const folder = process.env.WATCHKEEPER_PICTURES;
  if (folder) {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "plan-zh.pdf"), pdf);
    await writeFile(join(folder, "plan-zh.xlsx"), xlsx);
    const english = await (await report("pdf", "en")).arrayBuffer();
    await writeFile(join(folder, "plan-en.pdf"), new Uint8Array(english));
  }

  // The vote on the fund, counted by the Civil Code.
  const approval = {
    expected: 0,
    route: "vote",
    startOn: `${firstYear}-01-10`,
    ballot: {
      heads: 900,
      areaM2: 90_000,
      headsVoting: 610,
      areaVotingM2: 61_000,
      headsFor: 320,
      areaForM2: 33_000,
    },
    done: { plan: { on: `${firstYear}-01-20`, note: "已编制" } },
  };
  const steps = await read(
    ApprovalView,
    await estate.put(`/api/lifecycle/scenarios/${base.id}/approval`, approval),
  );
  expect(steps.result).toMatchObject({ passed: true });
  expect(steps.steps[0]?.done).toMatchObject({ by: "admin" });
  expect(steps.steps[1]?.dueOn).toBe(`${firstYear}-01-27`);

  // All of it is there after a restart.
  estate = await estate.restart();
  const again = await estate.get(`/api/lifecycle/scenarios/${base.id}/plan`, PlanView);
  expect(again).toMatchObject({ version: 2, scenarioVersion: 2 });
  expect(again.lines.find(({ asset }) => asset === kept.asset)).toMatchObject({ reason: "moved" });
  // Taken back, the line is the plan's own again, not one that was moved by hand.
  const takeBack = () =>
    estate.send(
      "DELETE",
      `/api/lifecycle/scenarios/${base.id}/moves?asset=${kept.asset}&expected=${moved.scenario.version}`,
    );
  const back = await read(PlanChanged, await takeBack());
  expect(back.plan.lines.find(({ asset }) => asset === kept.asset)).toMatchObject({
    year: null,
    reason: kept.reason,
  });
  expect(back.scenario.version).toBe(moved.scenario.version + 1);
  expect((await takeBack()).status).toBe(404);
});
