import { createRoute, z } from "@hono/zod-openapi";
import type { Asset } from "../../../facility/assets/index.ts";
import {
  Budget,
  budgetLines,
  type CostEntry,
  dayOf,
  energyCost,
  orderCost,
  Tariff,
} from "../../../facility/maintenance/index.ts";
import { counted, NO_INCREASE } from "../../../facility/readings/index.ts";
import { type AssetId, type Instant, instant, momentOf, text } from "../../../facility/units/index.ts";
import { record } from "../../audit.ts";
import { allow } from "../../auth/index.ts";
import { BudgetBody, CostView } from "../../contract/index.ts";
import type { ApiApp } from "../../env.ts";
import { languageOf } from "../../language.ts";
import { problems, refuse } from "../../problems.ts";
import type { RouteDeps } from "../deps.ts";
import { body, json } from "../params.ts";
import { costSheet } from "./cost-sheet.ts";
import { noSuchSite } from "./plans.ts";
import type { WholeMaintenance } from "./ports.ts";

const tags = ["Maintenance"];
const query = z.object({
  site: z.string().min(1),
  year: z.coerce.number().int().min(2000).max(2100).optional().openapi({ type: "integer" }),
});

const costs = createRoute({
  method: "get",
  path: "/api/maintenance/costs",
  tags,
  summary: "A year's budget against orders, contracts and energy, accruals apart · 预算与费用",
  ...allow("engineer"),
  request: { query },
  responses: { 200: json(CostView, "By system and kind"), ...problems(400, 401, 403, 404) },
});
const exported = createRoute({
  method: "get",
  path: "/api/maintenance/costs/export",
  tags,
  summary: "The same as a file for finance · 导出费用",
  ...allow("engineer"),
  request: {
    query: query.extend({
      format: z.enum(["csv", "xlsx"]).default("xlsx"),
      lang: z.enum(["en", "zh"]).optional(),
    }),
  },
  responses: {
    200: {
      description: "One line for each system and kind",
      content: { "application/octet-stream": { schema: z.any() } },
    },
    ...problems(400, 401, 403, 404),
  },
});
const putBudget = createRoute({
  method: "put",
  path: "/api/maintenance/budgets",
  tags,
  summary: "What may be spent in a year for one system and kind · 设定预算",
  ...allow("manager"),
  request: { body: body(BudgetBody) },
  responses: { 200: json(Budget, "As kept"), ...problems(400, 401, 403, 404) },
});
const putTariff = createRoute({
  method: "put",
  path: "/api/maintenance/tariff",
  tags,
  summary: "The price of energy by the hour of the day · 分时电价",
  ...allow("manager"),
  request: { body: body(Tariff) },
  responses: { 200: json(Tariff, "As kept"), ...problems(400, 401, 403, 404) },
});

const HOUR_MS = 3_600_000;

/** Money: budgets, what was spent, what is accrued, what energy cost. */
export function costRoutes(app: ApiApp, deps: RouteDeps, { shelves, orders }: WholeMaintenance): void {
  const { model, readings, clock } = deps;
  const zoneOf = (site: string) => model().sites.find(({ id }) => id === site)?.timeZone;
  const systemOf = (asset: AssetId | undefined): CostEntry["system"] =>
    (asset === undefined ? undefined : model().assets.get(asset)?.system) ?? "estate";

  /** Energy of the month under way, hour by hour from the meters that no other meter feeds. */
  async function energyNow(site: string, zone: string, tariff: Tariff) {
    const now = clock();
    const month = dayOf(now, zone).slice(0, 7);
    const from = momentOf(`${month}-01`, 0, zone);
    const meters = [...model().assets.values()].filter(
      (asset) => asset.site === site && isRootMeter(asset, model().assets),
    );
    const hours: { at: number; kwh: number }[] = [];
    for (const meter of meters) {
      const point = meter.points.find(({ type }) => type.name === "energy_import_kWh");
      if (point) hours.push(...(await hourly(point.id, from, now)));
    }
    return { month, ...energyCost(tariff, hours, zone) };
  }
  /** What the counter went up by in each hour; the hour before tells where the first one begins. */
  async function hourly(point: Parameters<typeof readings.buckets>[0], from: Instant, to: Instant) {
    const count = Math.max(1, Math.ceil((to - from) / HOUR_MS));
    const start = instant(from - HOUR_MS);
    const slices = await readings.buckets(point, start, instant(from + count * HOUR_MS), count + 1);
    let sum = NO_INCREASE;
    return slices.flatMap(({ at, last }) => {
      const before = sum.increase;
      sum = counted(sum, { at: instant(at), value: last, quality: "good" });
      return at < from ? [] : [{ at, kwh: sum.increase - before }];
    });
  }

  async function costsOf(site: string, zone: string, year: number): Promise<CostView> {
    const now = clock();
    const thisYear = Number(dayOf(now, zone).slice(0, 4));
    const thisMonth = Number(dayOf(now, zone).slice(5, 7)) - 1;
    const [budgets, lines, contracts, tariffs, done] = await Promise.all([
      shelves.budgets.list({ site }),
      shelves.costs.list({ site }),
      shelves.contracts.list({ site }),
      shelves.tariffs.list({ site }),
      orders.list({ site, limit: 50_000, from: momentOf(`${year - 1}-07-01`, 0, zone) }),
    ]);
    const entries: CostEntry[] = [];
    for (const order of done) {
      const cny = orderCost(order);
      if (cny === 0 || order.state.is === "cancelled") continue;
      const at = "doneAt" in order.state ? order.state.doneAt : now;
      const day = dayOf(at, zone);
      if (Number(day.slice(0, 4)) !== year) continue;
      const as = order.state.is === "closed" ? "spent" : "doneAt" in order.state ? "accrued" : "committed";
      entries.push({
        system: systemOf(order.asset),
        kind: "orders",
        month: Number(day.slice(5, 7)) - 1,
        cny,
        as,
      });
    }
    const invoiced = new Set<string>();
    for (const line of lines) {
      if (Number(line.month.slice(0, 4)) !== year) continue;
      const month = Number(line.month.slice(5)) - 1;
      if (line.kind === "contract") invoiced.add(`${line.vendor}/${month}`);
      entries.push({
        system: systemOf(line.asset),
        kind: line.kind,
        month,
        cny: line.cny,
        as: line.accrued ? "accrued" : "spent",
      });
    }
    for (const { vendor, yearlyCny, systems, assets, from, until } of contracts)
      for (let month = 0; month < 12; month++) {
        const day = `${year}-${String(month + 1).padStart(2, "0")}-01`;
        const isOver = year < thisYear || (year === thisYear && month <= thisMonth);
        if (!isOver || yearlyCny === 0 || day < from || day > until || invoiced.has(`${vendor}/${month}`))
          continue;
        const [first] = assets;
        const system = first === undefined ? systems[0] : systemOf(first as AssetId);
        entries.push({
          system: (system as CostEntry["system"] | undefined) ?? "estate",
          kind: "contract",
          month,
          cny: yearlyCny / 12,
          as: "accrued",
        });
      }
    const [tariff] = tariffs;
    const energy = tariff && year === thisYear ? await energyNow(site, zone, tariff) : null;
    if (energy && !lines.some(({ kind, month }) => kind === "energy" && month === energy.month))
      entries.push({ system: "power", kind: "energy", month: thisMonth, cny: energy.cny, as: "accrued" });
    const found = budgetLines(
      budgets.filter((budget) => budget.year === year),
      entries,
    );
    const years = new Set([
      thisYear,
      ...lines.map(({ month }) => Number(month.slice(0, 4))),
      ...budgets.map((one) => one.year),
    ]);
    return {
      site,
      year,
      lines: found.map((line) => ({ ...line, months: [...line.months] })),
      energy: energy ? { ...energy, bands: [...energy.bands] } : null,
      tariff: tariff ?? null,
      years: [...years].toSorted((a, b) => b - a),
    };
  }
  const yearOf = (asked: number | undefined, zone: string) =>
    asked ?? Number(dayOf(clock(), zone).slice(0, 4));

  app.openapi(costs, async (c) => {
    const { site, year } = c.req.valid("query");
    const zone = zoneOf(site);
    if (zone === undefined) return refuse(c, 404, noSuchSite(site));
    return c.json(await costsOf(site, zone, yearOf(year, zone)), 200);
  });
  app.openapi(exported, async (c) => {
    const { site, year, format, lang } = c.req.valid("query");
    const zone = zoneOf(site);
    if (zone === undefined) return refuse(c, 404, noSuchSite(site));
    const view = await costsOf(site, zone, yearOf(year, zone));
    const file = await costSheet(view, format, lang ?? languageOf(c));
    return c.body(file.bytes, 200, {
      "content-type": file.type,
      "content-disposition": `attachment; filename="costs-${site}-${view.year}.${format}"`,
    });
  });
  app.openapi(putBudget, async (c) => {
    const kept = c.req.valid("json");
    if (zoneOf(kept.site) === undefined) return refuse(c, 404, noSuchSite(kept.site));
    const budget = { ...kept, id: `${kept.site}/${kept.year}/${kept.system}/${kept.kind}` };
    await shelves.budgets.put({ id: budget.id, site: kept.site, at: kept.year, value: budget });
    await record(deps, c, "budget.changed", budget.id, { cny: budget.cny });
    return c.json(budget, 200);
  });
  app.openapi(putTariff, async (c) => {
    const tariff = c.req.valid("json");
    if (zoneOf(tariff.site) === undefined)
      return refuse(c, 404, text(`There is no site ${tariff.site}.`, `没有项目 ${tariff.site}。`));
    await shelves.tariffs.put({
      id: tariff.site,
      site: tariff.site,
      at: clock(),
      value: { ...tariff, id: tariff.site },
    });
    await record(deps, c, "tariff.changed", tariff.site, {
      prices: tariff.bands.map(({ name, cnyPerKwh }) => `${name.en} ${cnyPerKwh}`).join(", "),
    });
    return c.json(tariff, 200);
  });
}

/** A power meter that no other power meter feeds: its kWh are counted once. */
function isRootMeter(asset: Asset, assets: ReadonlyMap<AssetId, Asset>): boolean {
  if (asset.type.id !== "power-meter") return false;
  for (const other of assets.values())
    if (other.type.id === "power-meter" && other.feeds.includes(asset.id)) return false;
  return true;
}
