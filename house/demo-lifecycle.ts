import type { SiteFile } from "../facility/assets/index.ts";
import { type Budget, LedgerEntry, Scenario } from "../facility/lifecycle/index.ts";
import { type Clock, type Instant, text } from "../facility/units/index.ts";
import { madeAtLast } from "../rules/lifecycle/index.ts";
import { pastOf, utcOffsetHours } from "../simulators/index.ts";
import type { Core } from "./core.ts";
import type { Log } from "./log.ts";

/** Passes after so many ms; throws where the house closes meanwhile. */
export type Wait = (ms: number) => Promise<void>;

const made = (core: Core, id: string, log: Log, wait: Wait): Promise<unknown> =>
  madeAtLast(
    () => core.lifecycle.desk.makePlan(id, "demo"),
    wait,
    (trouble, ms) =>
      log.info(`lifecycle: no plan ${id} yet (${String(trouble)}); asked again in ${ms / 1_000} s`),
  );

/** With a past of readings wear is known: plans of the demo that nobody has touched are made on it. */
export async function planOnReadings(core: Core, log: Log, wait: Wait): Promise<void> {
  const { desk } = core.lifecycle;
  for (const { file } of core.sites.list()) {
    const untouched = (await desk.scenarios(file.site.id)).filter(
      ({ by, version }) => by === "demo" && version === 1,
    );
    if (untouched.length === 0) continue;
    await desk.readAgain(file.site.id);
    for (const { id } of untouched) await made(core, id, log, wait);
    log.info(`lifecycle: the plans of ${file.site.id} stand on its readings`);
  }
}

/** The maker's curve of the simulated booster pumps, at 50 Hz. */
const boosterCurve = [1, 3, 6, 9, 12, 16, 20].map((flowM3h) => {
  // 505 kPa of head; 0.45 kW are lost before any water moves, of the rest 62 % become flow and head.
  const waterKW = (flowM3h * (43.5 / 50) * 505) / 3_600;
  return { flowM3h, efficiency: Math.round((waterKW / (0.45 + waterKW / 0.62)) * 1_000) / 1_000 };
});

/**
 * The demo estate's past comes into lifecycle's stores, and two scenarios with their plans lie there for a first look;
 * once for each data folder. A plan that the solver did not give in time is asked for again, after a restart too.
 * Nothing waits for it.
 */
export async function fillLifecycle(
  core: Core,
  seed: number,
  years: number,
  clock: Clock,
  log: Log,
  wait: Wait,
): Promise<void> {
  const { desk, remember } = core.lifecycle;
  for (const { file } of core.sites.list()) {
    const now = clock();
    const offset = utcOffsetHours(file.site.timeZone, now);
    await remember(pastOf({ site: file, seed, years, now, utcOffsetHours: offset }));
    if ((await desk.journal({ site: file.site.id, limit: 1, kind: "scenario" })).length === 0)
      await addScenarios(core, file, now);
    let planned = 0;
    for (const { id, by } of await desk.scenarios(file.site.id)) {
      if (by !== "demo" || (await desk.plan(id))) continue;
      await made(core, id, log, wait);
      planned++;
    }
    if (planned > 0) log.info(`lifecycle: the past of ${file.site.id} and ${planned} plan(s) are there`);
  }
}

/** The prices of what has none of its own, and the two scenarios. */
async function addScenarios(core: Core, file: SiteFile, now: Instant): Promise<void> {
  const { desk } = core.lifecycle;
  // Recordings are played through it; there is nothing to buy.
  if (file.gateways.some(({ id }) => id === "gw-replay"))
    await desk.putLedger(`${file.site.id}.gw-replay`, LedgerEntry.parse({ replacementCny: 0 }), {
      by: "demo",
      expected: 0,
    });
  for (const { id, type } of file.assets)
    if (type === "booster-pump")
      await desk.putLedger(`${file.site.id}.${id}`, LedgerEntry.parse({ pumpCurve: boosterCurve }), {
        by: "demo",
        expected: 0,
      });
  const { subjects } = await desk.fleet(file.site.id);
  const worth = subjects.reduce((sum, { forecast }) => sum + forecast.replacement.value, 0);
  const round = (cny: number) => Math.ceil(cny / 10_000) * 10_000;
  const budgets = (share: number): Record<string, Budget> => ({
    fund: {
      yearlyCapCny: round(worth * 0.15),
      capOfYear: {},
      openingCny: round(worth * 0.08 * share),
      incomeCny: round(worth * 0.035 * share),
    },
    budget: { yearlyCapCny: round(worth * 0.03 * share), capOfYear: {}, openingCny: null, incomeCny: 0 },
  });
  const frame = { firstYear: new Date(now).getUTCFullYear() + 1, years: 10 };
  const asked = [
    { name: text("Base", "基准方案"), ...frame, budgets: budgets(1) },
    {
      name: text("Half the money, prices +5 %", "资金减半、涨价 5%"),
      ...frame,
      budgets: budgets(0.5),
      priceRise: 0.05,
    },
  ];
  for (const scenario of asked) {
    const added = await desk.addScenario(file.site.id, Scenario.parse(scenario), "demo");
    if (!added.ok) throw new Error(added.problem);
  }
}
