import { asyncScheduler, type SchedulerLike, type Subscription } from "rxjs";
import { type CallStore, type Notice, type RotaWarning, warningsOf } from "../../facility/oncall/index.ts";
import {
  type Clock,
  hours,
  type Instant,
  instant,
  type Text,
  text,
  wallOf,
} from "../../facility/units/index.ts";
import type { DutyBook } from "./duty-book.ts";
import type { Pager } from "./pager.ts";

const LOOK_MS = hours(1);
/** The first look is soon after the start, when the rest of the house stands. */
const FIRST_LOOK_MS = 60_000;
const DAY = 86_400_000;
/** So far ahead a manager can still find somebody. */
const AHEAD = 14 * DAY;
/** From here on a gap is no planning matter any more. */
const SOON = DAY;

export interface DutyUpkeepOptions {
  readonly book: Pick<DutyBook, "roster" | "rotas" | "settings">;
  readonly pager: Pick<Pager, "send">;
  readonly store: Pick<CallStore, "prune">;
  readonly clock: Clock;
  readonly scheduler?: SchedulerLike;
  readonly log: { warn(message: string): void; info(message: string): void };
}

/** What on call must be told of itself: managers hear of gaps before they come; what is old enough is forgotten. */
export class DutyUpkeep {
  readonly #options: DutyUpkeepOptions;
  readonly #scheduler: SchedulerLike;
  #timer: Subscription | undefined;
  #working: Promise<void> | undefined;
  #prunedAt = 0;
  #closed = false;

  constructor(options: DutyUpkeepOptions) {
    this.#options = options;
    this.#scheduler = options.scheduler ?? asyncScheduler;
    this.#again(FIRST_LOOK_MS);
  }

  #again(wait: number): void {
    if (this.#closed) return;
    this.#timer = this.#scheduler.schedule(() => {
      this.#working = this.look().finally(() => this.#again(LOOK_MS));
    }, wait);
  }

  /** Does what is due. The same warning again tells nobody twice: its key is known. */
  async look(): Promise<void> {
    const { book, pager, store, clock, log } = this.#options;
    const at = instant(clock());
    try {
      const { staff } = book.roster();
      for (const rota of book.rotas())
        for (const warning of warningsOf([rota], staff, at, AHEAD))
          await pager.send(noticeOf(warning, rota, (id) => staff.get(id)?.name ?? text(id, id), at));
      if (at - this.#prunedAt < DAY) return;
      this.#prunedAt = at;
      const forgotten = await store.prune(instant(at - book.settings().keepDays * DAY));
      if (forgotten > 0) log.info(`${forgotten} calls were older than they are kept, and are forgotten`);
    } catch (error) {
      log.warn(`the upkeep of on call stumbled: ${String(error)}`);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#timer?.unsubscribe();
    await this.#working;
  }
}

interface OfRota {
  readonly id: string;
  readonly site: string;
  readonly name: Text;
  readonly timeZone: string;
}

/** "2026-03-02 08:00" on the rota's wall clock. */
function wall(at: Instant, timeZone: string): string {
  const { day, minute } = wallOf(at, timeZone);
  const two = (n: number) => String(n).padStart(2, "0");
  return `${day} ${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

/**
 * A warning as its managers hear it. A gap is told once when it comes into sight, and again each day from the day
 * before it; that one somebody must answer.
 */
export function noticeOf(
  warning: RotaWarning,
  rota: OfRota,
  nameOf: (id: string) => Text,
  at: Instant,
): Notice {
  const common = {
    site: rota.site,
    audience: { to: "role", role: "manager", site: rota.site },
    about: { kind: "system", id: `rota-${rota.id}` },
    link: "/oncall?tab=rota",
    at,
  } as const;
  switch (warning.is) {
    case "gap": {
      const { from, to } = warning;
      const soon = from - at <= SOON;
      const day = wallOf(soon ? at : from, rota.timeZone).day;
      const [begins, ends] = [wall(from, rota.timeZone), wall(to, rota.timeZone)];
      return {
        ...common,
        key: `rota-gap ${rota.id} ${soon ? "soon" : "ahead"} ${day}`,
        title: text(`Nobody is on duty: ${rota.name.en}`, `值班空缺：${rota.name.zh}`),
        body: text(
          `From ${begins} to ${ends} the rota names nobody who is there. Put somebody in under On call, Rota; until then everybody of desk and management is told.`,
          `${begins} 至 ${ends} 值班表无人在岗。请在“值班 · 值班表”安排人员；在此之前将通知值班室与全体经理。`,
        ),
        urgency: soon ? "urgent" : "normal",
        answerable: soon,
      };
    }
    case "certificate": {
      const name = nameOf(warning.person);
      return {
        ...common,
        key: `rota-certificate ${warning.person} ${warning.skill} ${warning.until}`,
        title: text(`A certificate ends: ${name.en}`, `证书即将到期：${name.zh}`),
        body: text(
          `${name.en}'s certificate for ${warning.skill} ends on ${warning.until}. After that day alarms that need it go to others.`,
          `${name.zh} 的 ${warning.skill} 证书将于 ${warning.until} 到期，此后相关报警将改为通知其他持证人员。`,
        ),
        urgency: "normal",
        answerable: false,
      };
    }
    case "unreachable": {
      const name = nameOf(warning.person);
      return {
        ...common,
        key: `rota-unreachable ${warning.person} ${rota.id} ${Math.floor(at / (7 * DAY))}`,
        title: text(`On duty without a way to be reached: ${name.en}`, `值班人员无联系方式：${name.zh}`),
        body: text(
          `${name.en} is in the rota ${rota.name.en} and can be told on the desk's screen only. Add a way under On call, People.`,
          `${name.zh} 已排入“${rota.name.zh}”，但仅能在值班台屏幕上收到通知。请在“值班 · 人员”中添加联系方式。`,
        ),
        urgency: "normal",
        answerable: false,
      };
    }
    default:
      return warning satisfies never;
  }
}
