import { asyncScheduler, type SchedulerLike, type Subscription } from "rxjs";
import type { Delivery, DutySettings } from "../../facility/oncall/index.ts";
import { type Clock, type Instant, text } from "../../facility/units/index.ts";
import type { DutyBook } from "./duty-book.ts";
import type { Pager } from "./pager.ts";

/** So often the outside watch may be out of reach before people are told that nobody watches the watch. */
const MOST_MISSED = 3;
const LOOK_MS = 15_000;
const HOUR = 3_600_000;

/** In whose name channels are tested. */
export const HEARTBEAT = "heartbeat";

export interface HeartbeatOptions {
  readonly book: DutyBook;
  readonly pager: Pick<Pager, "send" | "test" | "trouble" | "waiting">;
  /** Asks the outside watch; rejects when it cannot be reached. */
  readonly ping: (url: string) => Promise<void>;
  /** When a channel was last tested by itself, in this life or one before; undefined where it never was. */
  readonly lastTest: (channel: string) => Promise<Instant | undefined>;
  /** Any part that is ill, in words; the outside watch is then not told that all is well. */
  readonly ill: () => string | undefined;
  readonly site: () => string;
  readonly clock: Clock;
  readonly scheduler?: SchedulerLike;
  readonly log: { warn(message: string): void; info(message: string): void };
}

/**
 * A dead-man's switch: as long as alarms can be raised and people can be told, an outside watch hears so; when that
 * falls silent its owner is told there. Also tries each channel at its own pace, and looks again who has an account.
 */
export class Heartbeat {
  readonly #options: HeartbeatOptions;
  readonly #scheduler: SchedulerLike;
  #timer: Subscription | undefined;
  #pingedAt = 0;
  #missed = 0;
  readonly #testedAt = new Map<string, number>();
  #working: Promise<void> | undefined;
  /** What the outside watch last heard, for the console. */
  state: { readonly at: number; readonly ok: boolean; readonly detail: string } | null = null;

  constructor(options: HeartbeatOptions) {
    this.#options = options;
    this.#scheduler = options.scheduler ?? asyncScheduler;
    this.#again();
  }

  #again(): void {
    this.#timer = this.#scheduler.schedule(() => {
      this.#working = this.look().finally(() => this.#again());
    }, LOOK_MS);
  }

  /** Does what is due. */
  async look(): Promise<void> {
    const { book, log } = this.#options;
    try {
      await book.refresh();
      const { heartbeat } = book.settings();
      if (heartbeat) await this.#beat(heartbeat);
      await this.#tests();
    } catch (error) {
      log.warn(`the heartbeat stumbled: ${String(error)}`);
    }
  }

  async #beat({ url, everySeconds }: NonNullable<DutySettings["heartbeat"]>): Promise<void> {
    const { ping, ill, clock, log } = this.#options;
    const now = clock();
    if (now - this.#pingedAt < everySeconds * 1_000) return;
    this.#pingedAt = now;
    const trouble = ill();
    if (trouble !== undefined) {
      this.state = { at: now, ok: false, detail: `not sent: ${trouble}` };
      log.warn(`the outside watch is not told that all is well: ${trouble}`);
      return;
    }
    try {
      await ping(url);
      this.state = { at: now, ok: true, detail: "" };
      this.#missed = 0;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.state = { at: now, ok: false, detail: why };
      this.#missed++;
      if (this.#missed === MOST_MISSED)
        await this.#tell(
          `heartbeat-${now}`,
          text("The outside watch cannot be reached", "外部看门服务无法连接"),
          text(
            `Three pings in a row have failed: ${why}. If Watchkeeper stops now, nobody outside will notice.`,
            `连续三次心跳失败：${why}。此时如值守系统停止运行，外部将无人知晓。`,
          ),
        );
    }
  }

  async #tests(): Promise<void> {
    const { book, pager, clock } = this.#options;
    const now = clock();
    for (const { id, enabled, testEveryHours, testAddress, name } of book.channels()) {
      if (!enabled || testEveryHours <= 0) continue;
      // The first test waits a whole interval too: a restart is no reason to send one, nor to leave one out.
      const last = this.#testedAt.get(id) ?? (await this.#options.lastTest(id)) ?? now;
      this.#testedAt.set(id, last);
      if (now - last < testEveryHours * HOUR) continue;
      this.#testedAt.set(id, now);
      const outcome: Delivery = await pager.test(id, testAddress, HEARTBEAT);
      if (outcome.state === "failed" || outcome.state === "queued")
        await this.#tell(
          `channel-${id}-${now}`,
          text(`Channel ${name.en} failed its test`, `通道“${name.zh}”测试失败`),
          text(
            `${outcome.detail}. Mend it under On call, Channels; until then pages go by other ways.`,
            `${outcome.detail}。请在“值班 · 通道”中修复；在此之前通知将经其他方式发送。`,
          ),
        );
    }
  }

  async #tell(key: string, title: ReturnType<typeof text>, body: ReturnType<typeof text>): Promise<void> {
    const { pager, site, clock } = this.#options;
    await pager.send({
      key,
      site: site(),
      audience: { to: "role", role: "manager", site: site() },
      title,
      body,
      urgency: "urgent",
      about: { kind: "system", id: key },
      link: "/oncall",
      answerable: true,
      at: clock(),
    });
  }

  async close(): Promise<void> {
    this.#timer?.unsubscribe();
    await this.#working;
    this.#timer?.unsubscribe();
  }
}
