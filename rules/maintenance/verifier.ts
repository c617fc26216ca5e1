import { asyncScheduler, type SchedulerLike, type Subscription } from "rxjs";
import { type Alarm, type AlarmId, isActive, type Transition } from "../../facility/alarms/index.ts";
import {
  isOpenOrder,
  judgeRepair,
  type Order,
  QUIET_FOR,
  type WorkOrders,
} from "../../facility/maintenance/index.ts";
import { type AssetId, type Clock, type Instant, type Millis, text } from "../../facility/units/index.ts";
import type { ServiceDesk } from "./service-keeper.ts";

/** What of the alarm desk the verification needs. */
export interface VerifierDesk extends ServiceDesk {
  get(id: AlarmId): Alarm | undefined;
  history(query: { alarm: AlarmId; limit: number }): Promise<Transition[]>;
}

export interface VerifierOptions {
  readonly orders: WorkOrders;
  readonly desk: VerifierDesk;
  /** Source time of the asset's newest reading; undefined while nothing was heard. */
  readonly heardAt: (asset: AssetId) => Instant | undefined;
  readonly clock: Clock;
  readonly scheduler?: SchedulerLike;
  readonly quietFor?: Millis;
  readonly log: { warn(message: string): void };
}

const EVERY_MS = 60_000;
/** Raises and clears of one rule that are looked through for the last of each. */
const MOST = 200;

/**
 * Proves repairs by telemetry: once a minute each order that is done and came from an alarm is held against its rule.
 * Quiet for long enough: the order is verified and the alarm closed under the order's name. Rung again: reopened.
 */
export class Verifier {
  readonly #options: VerifierOptions;
  readonly #timer: Subscription;
  #turn: Promise<void> = Promise.resolve();

  constructor(options: VerifierOptions) {
    this.#options = options;
    const { scheduler = asyncScheduler } = options;
    const verifier = this;
    this.#timer = scheduler.schedule(function () {
      verifier.look();
      this.schedule(undefined, EVERY_MS);
    }, EVERY_MS);
  }

  /** Looks at once; resolves when every order was judged. */
  look(): Promise<void> {
    this.#turn = this.#turn.then(async () => {
      for (const order of this.#options.orders.open()) {
        if (!isOpenOrder(order) || order.state.is !== "done" || order.source.kind !== "alarm") continue;
        await this.#judge(order, order.state.doneAt).catch((error: unknown) =>
          this.#options.log.warn(`${order.id} could not be verified: ${String(error)}`),
        );
      }
    });
    return this.#turn;
  }

  async close(): Promise<void> {
    this.#timer.unsubscribe();
    await this.#turn;
  }

  async #judge(order: Order, doneAt: Instant): Promise<void> {
    const { orders, desk, clock, heardAt, quietFor = QUIET_FOR } = this.#options;
    const id = order.source.id.split("#")[0] as AlarmId;
    const alarm = desk.get(id);
    const lines = await desk.history({ alarm: id, limit: MOST });
    const last = (on: "raise" | "clear") => lines.find(({ event }) => event.on === on)?.event.at;
    const verdict = judgeRepair({
      doneAt,
      now: clock(),
      quietFor,
      active: alarm !== undefined && isActive(alarm.state),
      raisedAt: last("raise"),
      clearedAt: last("clear"),
      heardAt: order.asset === undefined ? undefined : heardAt(order.asset),
    });
    switch (verdict.is) {
      case "held": {
        const minutes = Math.round((clock() - verdict.since) / 60_000);
        const words = text(
          `The alarm has stayed normal for ${minutes} minutes, with readings.`,
          `报警已连续 ${minutes} 分钟保持正常，且有读数。`,
        );
        await orders.act({ id: order.id, by: "telemetry", act: { do: "verify", how: "telemetry", words } });
        if (alarm) await this.#closeAlarm(alarm, order.id);
        return;
      }
      case "came-back": {
        const why = text("The alarm rang again.", "报警再次触发。");
        await orders.act({ id: order.id, by: "telemetry", act: { do: "reopen", why } });
        return;
      }
      case "waiting":
      case "blind":
        return;
      default:
        return verdict satisfies never;
    }
  }

  /** What is still open of the alarm was waiting for this repair: it is acknowledged and reset in the order's name. */
  async #closeAlarm({ id, state }: Alarm, order: string): Promise<void> {
    const { desk } = this.#options;
    const by = "maintenance";
    const comment = `${order} verified · 已验证`;
    if (state.is === "returned" || state.is === "latched")
      await desk.act({ id, by, act: { do: "acknowledge", comment } });
    if (state.is === "latched" || state.is === "latched-acknowledged")
      await desk.act({ id, by, act: { do: "reset", comment } });
  }
}
