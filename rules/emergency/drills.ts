import { asyncScheduler, type SchedulerLike, type Subscription } from "rxjs";
import {
  type CalendarLine,
  calendarOf,
  type EmergencyStore,
  noticeDueAt,
  PlannedDrill,
  type Run,
  SiteProfile,
} from "../../facility/emergency/index.ts";
import type { Notifier } from "../../facility/oncall/index.ts";
import { type Clock, type Instant, type Text, text } from "../../facility/units/index.ts";
import type { PlanBook } from "./plans.ts";
import type { RunActed } from "./ports.ts";
import type { EmergencyRoom } from "./room.ts";

const LOOK_MS = 60_000;
/** A drill that nobody has begun is called to mind once, and no longer than this after its time. */
const REMIND_MS = 3_600_000;

export type DrillActed =
  | { readonly ok: true; readonly value: PlannedDrill }
  | { readonly ok: false; readonly problem: Text };

export interface DrillOptions {
  readonly store: EmergencyStore;
  readonly plans: PlanBook;
  readonly room: EmergencyRoom;
  readonly notifier: Notifier;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly timeZone: (site: string) => string;
  readonly scheduler?: SchedulerLike;
  readonly log: { warn(message: string): void };
}

/** The calendar of drills: what the site owes, what is planned, the announcement beforehand, and its beginning. */
export class DrillKeeper {
  readonly #options: DrillOptions;
  readonly #profiles: Map<string, SiteProfile>;
  readonly #drills: Map<string, PlannedDrill>;
  readonly #reminded = new Set<string>();
  #timer: Subscription | undefined;
  #closed = false;

  private constructor(
    options: DrillOptions,
    profiles: ReadonlyMap<string, SiteProfile>,
    drills: readonly PlannedDrill[],
  ) {
    this.#options = options;
    this.#profiles = new Map(profiles);
    this.#drills = new Map(drills.map((drill) => [drill.id, drill]));
  }

  static async open(options: DrillOptions): Promise<DrillKeeper> {
    const keeper = new DrillKeeper(options, await options.store.profiles(), await options.store.drills());
    keeper.#tick();
    return keeper;
  }

  profile(site: string): SiteProfile {
    return this.#profiles.get(site) ?? SiteProfile.parse({});
  }
  async setProfile(site: string, profile: SiteProfile): Promise<void> {
    await this.#options.store.saveProfile(site, profile);
    this.#profiles.set(site, profile);
  }

  /** Planned and past, soonest first. */
  planned(site: string): readonly PlannedDrill[] {
    return [...this.#drills.values()].filter((drill) => drill.site === site).sort((a, b) => a.at - b.at);
  }

  async calendar(site: string): Promise<readonly CalendarLine[]> {
    const { store, clock } = this.#options;
    const runs = await store.runs({ site, limit: 500 });
    const held = runs.filter(wasHeld).map((run) => ({ plan: run.plan.id, at: run.startedAt }));
    return calendarOf(this.profile(site), held, this.planned(site), clock());
  }

  async plan(asked: Omit<PlannedDrill, "id" | "noticeAt" | "run" | "cancelled">): Promise<DrillActed> {
    const { plans, store, clock, newId } = this.#options;
    const version = plans.get(asked.site, asked.plan);
    if (!version)
      return {
        ok: false,
        problem: text(
          `Site ${asked.site} has no plan ${asked.plan}.`,
          `项目 ${asked.site} 没有预案 ${asked.plan}。`,
        ),
      };
    if (asked.at < clock())
      return {
        ok: false,
        problem: text(
          "That moment is past. Name one to come, or start the drill now.",
          "时间已过，请选择将来的时间，或立即开始演练。",
        ),
      };
    const unknown = asked.allow.find((id) => !version.plan.steps.some((step) => step.id === id));
    if (unknown !== undefined)
      return { ok: false, problem: text(`The plan has no step ${unknown}.`, `预案没有步骤 ${unknown}。`) };
    const drill = PlannedDrill.parse({ ...asked, id: newId(), noticeAt: null, run: null, cancelled: null });
    await store.saveDrill(drill);
    this.#drills.set(drill.id, drill);
    await this.#announce(drill);
    return { ok: true, value: this.#drills.get(drill.id) ?? drill };
  }

  async cancel(id: string, by: string, why: string): Promise<DrillActed> {
    const drill = this.#drills.get(id);
    if (!drill || drill.run !== null)
      return { ok: false, problem: text("There is no such planned drill.", "没有该计划演练。") };
    const cancelled = await this.#keep({ ...drill, cancelled: `${by}: ${why}` });
    if (drill.noticeAt !== null)
      await this.#tell(cancelled, "cancelled", text("Drill cancelled", "演练取消"), text(why, why));
    return { ok: true, value: cancelled };
  }

  /** Begins a planned drill. */
  async begin(id: string, by: string): Promise<RunActed> {
    const drill = this.#drills.get(id);
    if (!drill || drill.run !== null || drill.cancelled !== null)
      return { ok: false, problem: text("There is no such drill to begin.", "没有可开始的该演练。") };
    const { site, plan, scenario, allow, asset } = drill;
    const started = await this.#options.room.start({
      ...{ site, plan, by, words: scenario },
      ...(asset === null ? {} : { asset: asset as never }),
      drill: { allow, scenario, ...(drill.rule === null ? {} : { calendar: drill.rule }) },
    });
    if (started.ok) await this.#keep({ ...drill, run: started.value.id });
    return started;
  }

  async #keep(drill: PlannedDrill): Promise<PlannedDrill> {
    await this.#options.store.saveDrill(drill);
    this.#drills.set(drill.id, drill);
    return drill;
  }

  #tick(): void {
    const { scheduler = asyncScheduler, log } = this.#options;
    this.#timer = scheduler.schedule(() => {
      this.#look()
        .catch((error: unknown) => log.warn(`planned drills: ${String(error)}`))
        .finally(() => {
          if (!this.#closed) this.#tick();
        });
    }, LOOK_MS);
  }

  async #look(): Promise<void> {
    const now = this.#options.clock();
    for (const drill of this.#drills.values()) {
      if (drill.cancelled !== null || drill.run !== null) continue;
      await this.#announce(drill);
      if (now < drill.at || now > drill.at + REMIND_MS || this.#reminded.has(drill.id)) continue;
      this.#reminded.add(drill.id);
      await this.#tell(
        drill,
        "now",
        text("Drill is due now", "演练时间已到"),
        text(`Begin it on the Emergencies page: ${drill.scenario}`, `请在应急页面开始：${drill.scenario}`),
      );
    }
  }

  /** Says it beforehand, as many working days as the site's law asks for; at once where that moment has passed. */
  async #announce(drill: PlannedDrill): Promise<void> {
    const { clock, plans, timeZone } = this.#options;
    const now = clock();
    if (
      drill.noticeAt !== null ||
      now < noticeDueAt(drill.at as Instant, this.profile(drill.site).noticeDays)
    )
      return;
    const title = plans.get(drill.site, drill.plan)?.plan.title ?? text(drill.plan, drill.plan);
    const when = (locale: string) =>
      new Intl.DateTimeFormat(locale, {
        timeZone: timeZone(drill.site),
        dateStyle: "medium",
        timeStyle: "short",
      }).format(drill.at);
    await this.#tell(
      drill,
      "notice",
      text(`Drill announced: ${title.en}`, `演练预告：${title.zh}`),
      text(
        `${when("en-GB")}: ${drill.notice || drill.scenario}`,
        `${when("zh-CN")}：${drill.notice || drill.scenario}`,
      ),
    );
    await this.#keep({ ...drill, noticeAt: now });
  }

  async #tell(drill: PlannedDrill, part: string, title: Text, body: Text): Promise<void> {
    const { plans, notifier, clock } = this.#options;
    const plan = plans.get(drill.site, drill.plan)?.plan;
    const roles = new Set(
      plan?.duties.flatMap(({ shifts }) =>
        shifts.flatMap(({ roles: [first] }) =>
          first === undefined || first === "contractor" ? [] : [first],
        ),
      ) ?? [],
    );
    for (const role of roles)
      await notifier.send({
        key: `drill:${drill.id}:${part}@${role}`,
        site: drill.site,
        audience: { to: "role", role, site: drill.site },
        title: text(`[DRILL] ${title.en}`, `【演练】${title.zh}`),
        body,
        urgency: "normal",
        about: { kind: "system", id: drill.id },
        link: "/emergencies?tab=drills",
        drill: true,
        answerable: false,
        at: clock(),
      });
  }

  close(): void {
    this.#closed = true;
    this.#timer?.unsubscribe();
  }
}

/** Counts for the calendar: played to its end by people. */
const wasHeld = (run: Run): boolean =>
  run.drill !== null && run.state.is === "stood-down" && run.state.why === "over";
