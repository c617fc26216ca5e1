import {
  type Attempt,
  both,
  type CallChange,
  type Channel,
  DESK_CHANNEL,
  type Delivery,
  goesWith,
  isNotice,
  merge,
  retryAt,
  slotAt,
  speaksToGroup,
} from "../../facility/oncall/index.ts";
import { type Clock, type Instant, instant } from "../../facility/units/index.ts";
import type { Recipient, Sender, Senders, Sent } from "./ports.ts";

/** A provider that does not answer is given up after this long, and tried again. */
const PATIENCE_MS = 12_000;
/** One slow provider must not hold up the others, nor be run over. */
const AT_ONCE_PER_CHANNEL = 4;
/** So many messages to one person are put into one at most. */
const MOST_MERGED = 200;

/** Said of the desk's own way when nobody looks. */
const NO_CONSOLE = "no console is open";

export interface CourierOptions {
  readonly channel: (id: string) => Channel | undefined;
  readonly senders: Senders;
  /** Tells the consoles that are open; answers how many there were. */
  readonly desk: (delivery: Delivery) => number;
  readonly recipient: (delivery: Delivery) => Recipient;
  /** Writes what has happened; must not throw: a failing disk is the caller's to report. */
  readonly commit: (change: CallChange) => Promise<void>;
  readonly newId: () => string;
  readonly clock: Clock;
  /** Time has to be looked at again at this moment. */
  readonly wakeAt: (at: Instant) => void;
  readonly told: (delivery: Delivery) => void;
}

const rank = { "life-safety": 0, urgent: 1, normal: 2 } as const;
const byUrgency = (a: Delivery, b: Delivery): number =>
  rank[a.urgency] - rank[b.urgency] || a.dueAt - b.dueAt || a.order - b.order;

/**
 * Carries promised messages out: the most urgent first, each channel by itself, again after a failure, by another way
 * when one fails. What must wait for a slot goes out as one message. Forgets nothing until it is sent or given up.
 */
export class Courier {
  readonly #options: CourierOptions;
  readonly #waiting = new Map<string, Delivery>();
  /** Deliveries under way, so that none is sent by two at once. */
  readonly #flying = new Set<string>();
  readonly #busy = new Map<string, number>();
  /** Under way when somebody answered: not tried again. */
  readonly #moot = new Set<string>();
  /** When each person was sent something on a channel, for its limit. */
  readonly #sent = new Map<string, Instant[]>();
  readonly #flights = new Set<Promise<void>>();
  readonly #ending = new AbortController();

  constructor(options: CourierOptions) {
    this.#options = options;
  }

  /** How many are promised and not sent. */
  get waiting(): number {
    return this.#waiting.size;
  }

  /** Takes deliveries that are on disk. */
  take(deliveries: readonly Delivery[]): void {
    for (const delivery of deliveries)
      if (delivery.state === "queued") this.#waiting.set(delivery.id, delivery);
  }

  /** Those of a call that are not under way, taken back; the caller writes them. */
  hush(call: string): Delivery[] {
    const taken: Delivery[] = [];
    for (const delivery of this.#waiting.values()) {
      if (delivery.call !== call) continue;
      if (this.#flying.has(delivery.id)) {
        this.#moot.add(delivery.id);
        continue;
      }
      this.#waiting.delete(delivery.id);
      taken.push({ ...delivery, state: "hushed" });
    }
    return taken;
  }

  /** Sends what is due and may go. Returns at once; results are written as they come. */
  pump(): void {
    if (this.#ending.signal.aborted) return;
    const now = this.#options.clock();
    let next = Number.POSITIVE_INFINITY;
    const due: Delivery[] = [];
    for (const delivery of this.#waiting.values()) {
      if (this.#flying.has(delivery.id)) continue;
      if (delivery.dueAt <= now) due.push(delivery);
      else next = Math.min(next, delivery.dueAt);
    }
    due.sort(byUrgency);
    for (const delivery of due) {
      if (this.#flying.has(delivery.id)) continue;
      const wait = this.#send(delivery, due, now);
      if (wait !== undefined) next = Math.min(next, wait);
    }
    if (next < Number.POSITIVE_INFINITY) this.#options.wakeAt(instant(next));
  }

  /** Sends one with what belongs to it; answers when it may be tried where it must wait. */
  #send(delivery: Delivery, due: readonly Delivery[], now: Instant): number | undefined {
    if (delivery.channel === DESK_CHANNEL) {
      this.#fly([delivery], async () => {
        const consoles = this.#options.desk(delivery);
        return consoles > 0
          ? { ok: true, delivered: true, detail: `${consoles} consoles` }
          : { ok: false, permanent: true, detail: NO_CONSOLE };
      });
      return undefined;
    }
    const channel = this.#options.channel(delivery.channel);
    if (!channel?.enabled) {
      this.#fly([delivery], async () => ({
        ok: false,
        permanent: true,
        detail: `channel ${delivery.channel} is not set up or switched off`,
      }));
      return undefined;
    }
    if ((this.#busy.get(channel.id) ?? 0) >= AT_ONCE_PER_CHANNEL) return undefined;
    const free = due.filter((other) => other.channel === delivery.channel && !this.#flying.has(other.id));
    if (speaksToGroup(channel.kind)) {
      const together = free.filter(
        (other) =>
          other.call === delivery.call &&
          other.kind === delivery.kind &&
          other.message.title.zh === delivery.message.title.zh,
      );
      return this.#paced(channel, `${channel.id}`, together, free, now);
    }
    const own = free.filter(
      (other) => other.person === delivery.person && other.address === delivery.address,
    );
    return this.#paced(channel, `${channel.id} ${delivery.person}`, [delivery], own, now);
  }

  /** @param alike all that could go into one message with `group` should they have to wait */
  #paced(
    channel: Channel,
    key: string,
    group: readonly Delivery[],
    alike: readonly Delivery[],
    now: Instant,
  ): number | undefined {
    const sent = this.#sent.get(key) ?? [];
    const lifeSafety = group[0]?.urgency === "life-safety";
    const at = lifeSafety ? now : slotAt(sent, channel.limit, now);
    if (at > now) return at;
    // The last slot before a pause carries everything that would have to wait behind it.
    const recent = sent.filter((moment) => moment > now - channel.limit.minutes * 60_000);
    const last = !lifeSafety && recent.length >= channel.limit.messages - 1;
    const batch = last ? alike.slice(0, MOST_MERGED) : this.#accompanied(group);
    if (!lifeSafety) this.#sent.set(key, [...recent, now]);
    // The cast pairs the sender with its own kind of channel, which TypeScript does not follow through the index.
    const sender = this.#options.senders[channel.kind] as Sender;
    const messages = [...new Map(batch.map((one) => [`${one.call} ${one.kind}`, one.message])).values()];
    const [lead, page] = messages;
    const message = !last && lead && page && messages.length === 2 ? both(lead, page) : merge(messages);
    // Who is in it twice is named once, by what leads.
    const to = last ? batch : batch.filter((one) => group.includes(one));
    this.#fly(batch, (signal) => sender.send(channel, to.map(this.#options.recipient), message, signal));
    return undefined;
  }

  /** With the pages of the same cause to the same people that have not gone out yet: one message for both. */
  #accompanied(group: readonly Delivery[]): readonly Delivery[] {
    // Only what a plan says looks for company; a flood's pages do not go through all that wait.
    const waiting = group.some(isNotice) ? [...this.#waiting.values()] : [];
    const pages = group.flatMap((told) =>
      waiting.filter((page) => !this.#flying.has(page.id) && goesWith(told, page)),
    );
    const call = pages[0]?.call;
    // Of one call: what is said must hold for everybody whom a group's message names.
    return call === undefined ? group : [...group, ...pages.filter((page) => page.call === call)];
  }

  #fly(batch: readonly Delivery[], send: (signal: AbortSignal) => Promise<Sent>): void {
    const channel = batch[0]!.channel;
    for (const { id } of batch) this.#flying.add(id);
    this.#busy.set(channel, (this.#busy.get(channel) ?? 0) + 1);
    const flight = this.#attempt(batch, send).finally(() => {
      for (const { id } of batch) {
        this.#flying.delete(id);
        this.#moot.delete(id);
      }
      this.#busy.set(channel, (this.#busy.get(channel) ?? 1) - 1);
      this.#flights.delete(flight);
      this.pump();
    });
    this.#flights.add(flight);
  }

  async #attempt(batch: readonly Delivery[], send: (signal: AbortSignal) => Promise<Sent>): Promise<void> {
    const { clock, commit } = this.#options;
    const begun = clock();
    const started = performance.now();
    const signal = AbortSignal.any([AbortSignal.timeout(PATIENCE_MS), this.#ending.signal]);
    let sent: Sent;
    try {
      sent = await Promise.race([send(signal), given(signal)]);
    } catch (error) {
      sent = { ok: false, permanent: false, detail: error instanceof Error ? error.message : String(error) };
    }
    // Told to end: it stays promised, and the next start sends it.
    if (!sent.ok && this.#ending.signal.aborted) return;
    const now = clock();
    const ms = Math.round(performance.now() - started);
    const detail = sent.detail.slice(0, 500);
    const changed: Delivery[] = [];
    const attempts: Attempt[] = [];
    for (const delivery of batch) {
      attempts.push({ delivery: delivery.id, at: begun, ms, ok: sent.ok, detail });
      changed.push(...this.#outcome(delivery, sent, detail, now));
    }
    // Written before anything else is tried: a crash from here on repeats nothing.
    await commit({ deliveries: changed, attempts });
    for (const delivery of changed) {
      if (delivery.state === "queued") this.#waiting.set(delivery.id, delivery);
      else this.#waiting.delete(delivery.id);
      this.#options.told(delivery);
    }
  }

  #outcome(delivery: Delivery, sent: Sent, detail: string, now: Instant): Delivery[] {
    const tries = delivery.tries + 1;
    if (sent.ok)
      return [{ ...delivery, tries, detail, sentAt: now, state: sent.delivered ? "delivered" : "sent" }];
    if (this.#moot.has(delivery.id)) return [{ ...delivery, tries, detail, state: "hushed" }];
    if (delivery.channel === DESK_CHANNEL && detail === NO_CONSOLE && !delivery.alone)
      return [{ ...delivery, tries, detail, state: "unshown" }];
    const again = sent.permanent ? undefined : retryAt(tries, now, sent.retryAfterMs);
    const changed: Delivery[] = [
      again === undefined
        ? { ...delivery, tries, detail, state: "failed" }
        : { ...delivery, tries, detail, dueAt: again },
    ];
    if (tries === 1 && delivery.person !== null) changed.push(...this.#otherWays(delivery, now));
    return changed;
  }

  /** The first failure of a way: its stand-in goes out, and the person's later ways do not wait any longer. */
  #otherWays(delivery: Delivery, now: Instant): Delivery[] {
    const others: Delivery[] = [];
    const fallback = this.#options.channel(delivery.channel)?.fallback;
    if (fallback !== undefined && delivery.instead === null)
      others.push({
        ...delivery,
        id: this.#options.newId(),
        channel: fallback,
        tries: 0,
        queuedAt: now,
        dueAt: now,
        detail: "",
        instead: delivery.id,
      });
    for (const other of this.#waiting.values())
      if (
        other.call === delivery.call &&
        other.person === delivery.person &&
        other.order > delivery.order &&
        other.dueAt > now &&
        other.tries === 0
      )
        others.push({ ...other, dueAt: now });
    return others;
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    while (this.#flights.size > 0) await Promise.all(this.#flights);
  }

  /** What is under way is given up; it stays promised. */
  async close(): Promise<void> {
    this.#ending.abort();
    await this.idle();
  }
}

const given = (signal: AbortSignal): Promise<Sent> =>
  new Promise((answer) => {
    const give = () =>
      answer({ ok: false, permanent: false, detail: `no answer within ${PATIENCE_MS / 1_000} s` });
    if (signal.aborted) give();
    else signal.addEventListener("abort", give, { once: true });
  });
