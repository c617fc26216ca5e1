import { beforeAll, describe, expect, it } from "vitest";
import { type Asset, buildModel, SiteFile } from "../assets/index.ts";
import { catalog } from "../catalog/index.ts";
import { calledBy } from "../oncall/index.ts";
import { instant, text } from "../units/index.ts";
import { usualAssumptions } from "./assumptions.ts";
import { conditionHistory } from "./condition-history.ts";
import { lessonsOf } from "./fleet.ts";
import { type Forecast, forecast } from "./forecast.ts";
import { nothingKnown } from "./history.ts";
import { emptyLedger, lifeOf } from "./ledger.ts";
import { draftPlan, writePlan } from "./make-plan.ts";
import { planReport } from "./report.ts";
import { Scenario } from "./scenario.ts";
import { planCsv, planSheets, type SheetCell } from "./sheets.ts";
import { solvePlan } from "./solve.ts";
import { waitsFor } from "./waits-for.ts";

const NOW = Date.UTC(2026, 10, 25);
const YEAR = 365.25 * 86_400_000;
const assets = new Map<string, Asset>();
const forecasts = new Map<string, Forecast>();
const scenario = Scenario.parse({
  name: { en: "Base", zh: "基准方案" },
  firstYear: 2027,
  years: 10,
  budgets: { budget: { yearlyCapCny: 40_000 } },
});

beforeAll(() => {
  const name = { en: "Pump", zh: "1 号增压泵" };
  const model = buildModel(
    [
      SiteFile.parse({
        site: { id: "s", name },
        assets: [
          { id: "pump-1", type: "booster-pump", name, installed: "2008-06-01", costCny: 24_000 },
          { id: "pump-2", type: "booster-pump", name, installed: "2009-06-01", costCny: 24_000 },
          { id: "panel", type: "fire-panel", name, installed: "2010-06-01", costCny: 60_000 },
          { id: "new", type: "booster-pump", name, installed: "2026-01-01", costCny: 24_000 },
        ],
      }),
    ],
    catalog,
  );
  if (!model.ok) throw new Error(model.problem);
  for (const asset of model.value.assets.values()) {
    const future = forecast({
      asset,
      record: nothingKnown(NOW - 3 * YEAR),
      ledger: emptyLedger,
      lessons: lessonsOf([], lifeOf(asset, emptyLedger).value, NOW),
      assumptions: usualAssumptions,
      now: NOW,
      firstYear: 2027,
      years: 10,
    });
    if (future) {
      assets.set(asset.slug, asset);
      forecasts.set(asset.id, future);
    }
  }
});

const made = () => {
  const subjects = [...assets.values()].map((asset) => ({ asset, forecast: forecasts.get(asset.id)! }));
  const draft = draftPlan(subjects, scenario, usualAssumptions);
  const solved = solvePlan(draft.problem, () => undefined, 1);
  const about = {
    id: "x",
    scenarioVersion: 1,
    madeAt: NOW,
    seconds: 0,
    withoutPrice: [],
    called: calledBy(undefined),
  };
  const plan = writePlan(draft, solved, about);
  const lines = plan.lines.map((line) => ({
    ...line,
    name: text(`Pump ${line.asset}`, `增压泵 ${line.asset}`),
    building: undefined,
    typeLabel: text("Pump", "增压泵"),
    lifeYears: 15,
  }));
  return { plan, lines };
};

describe("the plan on paper", () => {
  it("the workbook's formulas come to what the plan was made with, row by row and year by year", () => {
    const { plan, lines } = made();
    const input = {
      language: "zh" as const,
      plan,
      lines,
      forecasts,
      assumptions: usualAssumptions,
      typeLabel: (type: string) => catalog.find(({ id }) => id === type)?.label ?? text(type, type),
      fits: [],
      others: [],
      name: scenario.name,
    };
    const sheets = planSheets(input);
    const inputs = sheets.find(({ name }) => name === "测算输入")!.rows;
    const valueAt = (ref: string): number => {
      const [, column = "", row = ""] = /^\$?([A-Z]+)\$?(\d+)$/.exec(ref) ?? [];
      return worth(inputs[Number(row) - 1]?.[column.charCodeAt(0) - 65] ?? null);
    };
    const worth = (cell: SheetCell): number =>
      typeof cell === "number"
        ? cell
        : cell !== null && typeof cell === "object"
          ? cell.formula
              .split("+")
              .reduce((sum, term) => sum + term.split("*").reduce((all, ref) => all * valueAt(ref), 1), 0)
          : Number.NaN;
    let checked = 0;
    for (const [i, row] of inputs.entries()) {
      if (row[2] !== "继续使用年成本") continue;
      const line = lines.find(({ name }) => name.zh === row[0]);
      const future = forecasts.get(line?.asset ?? "")!;
      expect(inputs[i - 7]?.[2]).toBe("故障后果");
      for (let y = 0; y < 10; y++) {
        const cell = row[4 + y] ?? null;
        expect(cell).toHaveProperty("formula");
        // To a thousandth: the inputs are written with two to six digits.
        expect(worth(cell) / future.keep[y]!).toBeCloseTo(1, 3);
        checked++;
      }
    }
    expect(checked).toBe(forecasts.size * 10);
    const years = sheets.find(({ name }) => name === "分年汇总")!.rows;
    expect(years[1]?.at(-1)).toEqual({ formula: "SUMIF('计划'!$D:$D,$A2,'计划'!$H:$H)" });
    // Words, never the program's names of things.
    const assumed = sheets.find(({ name }) => name === "假设")!.rows;
    expect(assumed).toContainEqual(["年折现率（扣除通胀）", "", usualAssumptions.discountRate]);
    expect(assumed).toContainEqual(["资金来源", "电梯", "住宅专项维修资金"]);
    expect(
      assumed.slice(1).every(([name, of]) => /[一-龥]/.test(String(name)) && !/[a-z]-[a-z]/.test(String(of))),
    ).toBe(true);
    const head = sheets[0]!.rows[0]!;
    expect([head[3], head[7]]).toEqual(["更换年份", "当年费用（元）"]);
    expect(planCsv(input).startsWith("\uFEFF设备,")).toBe(true);
  });
  it("is written in both languages, every line with its reason", () => {
    const { plan, lines } = made();
    for (const language of ["en", "zh"] as const) {
      const report = planReport({
        language,
        site: text("S", "甲小区"),
        timeZone: "Asia/Shanghai",
        madeAt: instant(NOW),
        name: scenario.name,
        plan,
        lines,
        assumptions: usualAssumptions,
        others: [],
      });
      const said = JSON.stringify(report.blocks);
      for (const line of lines.filter(({ year }) => year !== null))
        expect(said).toContain(JSON.stringify(line.says[language]).slice(1, -1));
      if (language === "zh") expect(said).not.toMatch(/[\u4e00-\u9fff] ?\((?!FCI)[^)]*[\u4e00-\u9fff]/);
    }
  });
});

describe("what a line says", () => {
  it("names what setting up is of its cost, the law's day, and that it stays beyond the plan's end", () => {
    const { lines } = made();
    const of = (slug: string) => lines.find(({ asset }) => asset === `s.${slug}`)!;
    expect(of("new")).toMatchObject({ year: null, reason: "kept" });
    expect(of("new").says.zh).toMatch(/^本期（至 2036 年底）不安排更换，继续使用。/);
    const panel = of("panel");
    // The yearly cap of the budget is no cap of the fund, which pays for panels.
    expect(panel).toMatchObject({ year: 2027, reason: "law" });
    expect(panel.says.zh).toContain(
      "2027 年更换，费用 66,000 元（含进场费 6,000 元）。法定要求，期限 2022-06-01（已逾期）",
    );
    expect(panel.says.en).toContain("Replace in 2027 for ¥66,000, ¥6,000 of it for setting up.");
  });
  it("waits for company where its year had money, for money where it had none, and as the scenario defers", () => {
    const { problem } = draftPlan(
      [...assets.values()].map((asset) => ({ asset, forecast: forecasts.get(asset.id)! })),
      scenario,
      usualAssumptions,
    );
    const budget = problem.sources.length - 1;
    const asked = { best: 0, at: 1, earliest: 0, source: budget, alone: 27_000, company: true };
    const spent = (first: number) => problem.sources.map(() => [first, 0]);
    expect(waitsFor(problem, spent(10_000), asked)).toBe("company");
    expect(waitsFor(problem, spent(20_000), asked)).toBe("money");
    expect(waitsFor(problem, spent(10_000), { ...asked, company: false })).toBe("money");
    expect(waitsFor(problem, spent(10_000), { ...asked, earliest: 1 })).toBe("deferral");
  });
});

it("the condition quarter by quarter knows only what was known then: a finding changes it from its day on", () => {
  const asset = assets.get("pump-1")!;
  const seen = NOW - 400 * 86_400_000;
  const record = {
    ...nothingKnown(NOW - 3 * YEAR),
    inspections: [{ id: "i", at: seen, grade: 5, by: text("Li", "李"), note: text("worn", "磨损") }],
    works: [
      {
        id: "w",
        at: NOW - 100 * 86_400_000,
        kind: "renewal" as const,
        title: text("new pump", "换泵"),
        cny: 24_000,
      },
    ],
  };
  const asked = { now: NOW, usualFailures: 0.5, useAgainstUsual: undefined };
  const all = conditionHistory({ asset, record, ledger: emptyLedger }, asked);
  expect(all).toHaveLength(13);
  const indexAt = (at: number) => all.findLast((each) => each.at <= at)!.index;
  expect(indexAt(seen - 1)).toBeLessThan(5);
  expect(indexAt(seen + 95 * 86_400_000)).toBe(5);
  expect(all.at(-1)!.index).toBe(1);
});
