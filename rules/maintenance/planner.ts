import { asyncScheduler, type SchedulerLike, type Subscription } from "rxjs";
import type { AssetModel } from "../../facility/assets/index.ts";
import {
  crewOf,
  type Day,
  dayOf,
  declinedAt,
  defaultCalendar,
  isDayOff,
  lastTurns,
  type OrderChanged,
  openVisit,
  type Plan,
  type PlannedVisit,
  type PlanStanding,
  placeKey,
  planAhead,
  plusDays,
  type Shelves,
  type SiteCalendar,
  servedAt,
  stateNeedsHands,
  visitAfter,
  type WorkOrders,
} from "../../facility/maintenance/index.ts";
import type { DeviceEventStore, ReadingStore } from "../../facility/readings/index.ts";
import { type AssetId, type Clock, momentOf, type Text, text } from "../../facility/units/index.ts";
import { askingAlarm, expectedOf, type TriggerSources } from "./expected.ts";
import { plansOf } from "./plans-of.ts";
import { recurrence } from "./recurrence.ts";
import type { VerifierDesk } from "./verifier.ts";

export interface PlannerOptions {
  readonly model: () => AssetModel;
  readonly shelves: Shelves;
  readonly orders: WorkOrders;
  readonly readings: Pick<ReadingStore, "between" | "buckets">;
  readonly desk: Pick<VerifierDesk, "get"> & Pick<TriggerSources["desk"], "history">;
  readonly events?: DeviceEventStore | undefined;
  readonly clock: Clock;
  readonly scheduler?: SchedulerLike;
  readonly log: { warn(message: string): void; info(message: string): void };
}

/** Work begins at nine; a due day ends with the working day. */
const START_MINUTE = 9 * 60;
const END_MINUTE = 18 * 60;
const EVERY_MS = 10 * 60_000;
/** The first look waits until the start has had its disk and processor. */
const FIRST_MS = 30_000;

/** Opens each plan's order in time, one while it is open, and keeps what became of every visit. */
export class Planner {
  readonly #options: PlannerOptions;
  readonly #timer: Subscription;
  readonly #following: { unsubscribe(): void };
  #turn: Promise<void> = Promise.resolve();

  constructor(options: PlannerOptions) {
    this.#options = options;
    const planner = this;
    this.#timer = (options.scheduler ?? asyncScheduler).schedule(function () {
      planner.look();
      this.schedule(undefined, EVERY_MS);
    }, FIRST_MS);
    this.#following = options.orders.changed.subscribe((changed) => {
      if (changed.order.source.kind === "plan") this.#queue(() => this.#followOrder(changed));
    });
  }

  /** Looks at every plan now; resolves when the orders that fell due are open. */
  look(): Promise<void> {
    return this.#queue(async () => {
      for (const { id } of this.#options.model().sites) await this.#openDue(id);
    });
  }

  async close(): Promise<void> {
    this.#timer.unsubscribe();
    this.#following.unsubscribe();
    await this.#turn;
  }

  async calendar(site: string): Promise<SiteCalendar> {
    return (await this.#options.shelves.calendars.get(site)) ?? defaultCalendar(site);
  }
  async plans(site: string): Promise<readonly Plan[]> {
    const { model, shelves, clock } = this.#options;
    const { region } = await this.calendar(site);
    return plansOf(model(), site, region, shelves, dayOf(clock(), this.#zone(site)));
  }

  /** Every visit of a site from today to that day, with the reasons for its date; from standings that are known. */
  async ahead(
    site: string,
    until: Day,
    standings?: readonly PlanStanding[],
  ): Promise<readonly PlannedVisit[]> {
    const { model, clock } = this.#options;
    const today = dayOf(clock(), this.#zone(site));
    return planAhead({
      standings: standings ?? (await this.standings(site)),
      today,
      until,
      crew: crewOf(await this.calendar(site)),
      recurrence,
      placeOf: (asset) => placeKey(model(), asset),
    });
  }

  /** What one plan, as drafted, would come to: the plan editor's next months. */
  async preview(plan: Plan, until: Day): Promise<readonly PlannedVisit[]> {
    const { model, clock } = this.#options;
    const today = dayOf(clock(), this.#zone(plan.site));
    const standings = (await this.standings(plan.site)).filter((one) => one.plan.id !== plan.id);
    const [own] = await this.#standingsOf([plan], plan.site);
    const visits = planAhead({
      standings: [...standings, own ?? { plan }],
      today,
      until,
      crew: crewOf(await this.calendar(plan.site)),
      recurrence,
      placeOf: (asset) => placeKey(model(), asset),
    });
    return visits.filter(
      (visit) => visit.plan === plan.id || visit.covers.some((one) => one.plan === plan.id),
    );
  }

  async standings(site: string): Promise<readonly PlanStanding[]> {
    return this.#standingsOf(await this.plans(site), site);
  }

  async #standingsOf(plans: readonly Plan[], site: string): Promise<PlanStanding[]> {
    const { shelves, orders, clock, model, readings, desk, events } = this.#options;
    const zone = this.#zone(site);
    const now = clock();
    const last = lastTurns(await shelves.visits.list({ site }), plans);
    // One that is done waits to be verified and closed; the next turn's order may stand beside it.
    const open = orders.open().filter((one) => one.source.kind === "plan" && stateNeedsHands(one));
    const standings: PlanStanding[] = [];
    for (const plan of plans) {
      const order = open.find(({ source }) => source.id === plan.id);
      const turns = last.get(plan.id);
      const state = order?.state;
      const plannedFor = state && "plannedFor" in state ? state.plannedFor : undefined;
      const day = dayOf(plannedFor ?? Math.max(now, order?.openedAt ?? now), zone);
      standings.push({
        plan,
        ...turns,
        ...(order ? { ordered: { due: dayOf(order.dueBy ?? now, zone), day, order: order.id } } : {}),
        expected: await expectedOf(plan, turns, { model, readings, desk, events, shelves, now, zone }),
      });
    }
    return standings;
  }

  async #openDue(site: string): Promise<void> {
    const { orders, clock, log, shelves } = this.#options;
    const zone = this.#zone(site);
    const today = dayOf(clock(), zone);
    const plans = new Map((await this.plans(site)).map((plan) => [plan.id, plan]));
    const visits = await this.ahead(site, plusDays(today, 120));
    let opened = 0;
    const seen = new Set<string>();
    for (const visit of visits) {
      const plan = plans.get(visit.plan);
      // Of each plan only its next visit: what comes after hangs on when that one is done.
      if (!plan || seen.has(plan.id)) continue;
      for (const id of [plan.id, ...visit.covers.map((one) => one.plan)]) seen.add(id);
      if (visit.order !== undefined) await this.#bringForward(plan, visit.order, zone);
      if (visit.order !== undefined || plusDays(visit.day, -plan.openDaysBefore) > today) continue;
      const asked = await orders.request(
        {
          key: this.#keyOf(plan, visit.due),
          site,
          asset: plan.asset,
          title: plan.title,
          description: inBoth(visit.why),
          priority: plan.priority,
          source: { kind: "plan", id: plan.id },
          plannedFor: momentOf(visit.day, START_MINUTE, zone),
          dueBy: momentOf(visit.latest, END_MINUTE, zone),
          checklist: plan.checklist,
          ...(plan.contract === undefined ? {} : { contract: plan.contract }),
        },
        "planner",
      );
      if (!asked.ok) {
        log.warn(`plan ${plan.id}: no order could be opened: ${asked.problem}`);
        continue;
      }
      if (asked.value.version > 1) continue;
      opened += 1;
      const covered = visit.covers.flatMap(({ plan: id, due }) => {
        const lesser = plans.get(id);
        return lesser ? [openVisit(lesser, due, due, asked.value.id)] : [];
      });
      for (const one of [openVisit(plan, visit.due, visit.latest, asked.value.id), ...covered])
        await shelves.visits.put({ id: one.id, site, asset: one.asset, at: Date.parse(one.due), value: one });
    }
    if (opened > 0) log.info(`maintenance: ${opened} order(s) opened by plans of ${site}`);
  }

  /** An order that stands for a later day, while an alarm asks for its work now: its day comes forward, once. */
  async #bringForward(plan: Plan, id: string, zone: string): Promise<void> {
    const { orders, clock, model, desk } = this.#options;
    const alarm = askingAlarm(plan, { model, desk });
    const order = alarm && (await orders.get(id));
    if (!order || (order.state.is !== "planned" && order.state.is !== "assigned")) return;
    const today = dayOf(clock(), zone);
    const latest = momentOf(plusDays(today, 7), END_MINUTE, zone);
    const { plannedFor } = order.state;
    if (plannedFor !== undefined && plannedFor <= latest) return;
    const crew = crewOf(await this.calendar(plan.site));
    let day = plusDays(today, 1);
    for (let n = 0; n < 6 && isDayOff(crew, day); n++) day = plusDays(day, 1);
    const title = model()
      .assets.get(plan.asset)
      ?.rules.find(({ id: rule }) => rule === alarm.rule)?.title;
    const why = text(
      `"${title?.en ?? alarm.rule}" rings and asks for it sooner.`,
      `报警“${title?.zh ?? alarm.rule}”未消除，需提前进行。`,
    );
    await orders.act({
      id,
      by: "planner",
      act: { do: "plan", plannedFor: momentOf(day, START_MINUTE, zone), why },
      key: `planner:${id}:${alarm.id}#${alarm.occurrence}`,
    });
    if (order.dueBy === undefined || order.dueBy > latest)
      await orders.act({ id, by: "planner", act: { do: "set-due", dueBy: latest } });
  }

  /** What a plan's order came to is what its visits came to. */
  async #followOrder({ order, event }: OrderChanged): Promise<void> {
    if (event.on !== "act" || order.asset === undefined) return;
    const { act } = event;
    if (act.do !== "finish" && act.do !== "cancel" && act.do !== "reopen") return;
    const { shelves } = this.#options;
    const zone = this.#zone(order.site);
    const visits = (await shelves.visits.list({ asset: order.asset })).filter(
      (visit) => visit.order === order.id,
    );
    const plans = new Set([order.source.id, ...visits.map((visit) => visit.plan)]);
    if (act.do !== "reopen")
      for (const plan of plans) await this.#settle(plan, act.do, order.site, order.asset);
    for (const visit of visits) {
      const next = visitAfter(visit, order, event, zone);
      if (!next) continue;
      const { id, site, asset, due } = next;
      await shelves.visits.put({ id, site, asset, at: Date.parse(due), value: next });
    }
  }

  /** One order for one turn; where a rule asks, one for each time it rings, however long it goes on. */
  #keyOf(plan: Plan, due: Day): string {
    const alarm = askingAlarm(plan, this.#options);
    if (!alarm) return `plan:${plan.id}@${due}`;
    return plan.trigger.by === "condition"
      ? `plan:${plan.id}#${alarm.occurrence}`
      : `plan:${plan.id}#${alarm.rule}#${alarm.occurrence}`;
  }
  /** What was counted up to now has been worked off, or the turn was called off. */
  async #settle(id: string, how: "finish" | "cancel", site: string, asset: AssetId): Promise<void> {
    const { shelves, clock } = this.#options;
    const meter = await shelves.meters.get(id);
    if (!meter) return;
    const trigger = (await this.plans(site)).find((plan) => plan.id === id)?.trigger;
    const value =
      how === "finish" ? servedAt(meter) : trigger?.by === "use" ? declinedAt(meter, trigger) : meter;
    await shelves.meters.put({ id, site, asset, at: clock(), value });
  }

  #zone(site: string): string {
    return this.#options.model().sites.find(({ id }) => id === site)?.timeZone ?? "UTC";
  }
  #queue(work: () => Promise<void>): Promise<void> {
    this.#turn = this.#turn.then(() =>
      work().catch((error: unknown) =>
        this.#options.log.warn(`plans: ${error instanceof Error ? error.stack : String(error)}`),
      ),
    );
    return this.#turn;
  }
}

/** Sentences one below the other, in each language. */
const inBoth = (why: readonly Text[]): Text | "" =>
  why.length === 0 ? "" : text(why.map(({ en }) => en).join("\n"), why.map(({ zh }) => zh).join("\n"));
