/** What one gateway may take of the broker; each gateway has this for itself, over all of its connections. */
export interface BrokerLimits {
  /** Sustained; a burst of two seconds' worth passes at once. */
  readonly messagesPerSecond: number;
  readonly bytesPerSecond: number;
  /** At once, under one gateway's name. */
  readonly connections: number;
  /** Of one connection. */
  readonly subscriptions: number;
  /** Sessions that last while their client is away. */
  readonly sessions: number;
  /** Messages of one such session that wait for its client, and their bytes; what comes beyond is not kept for it. */
  readonly waiting: number;
  readonly waitingBytes: number;
  /** Topics whose last message is kept, and their bytes; beyond, messages are taken in and not kept. */
  readonly retained: number;
  readonly retainedBytes: number;
}

/**
 * A gateway of two hundred devices sends a few hundred messages a second, and drains a day's backlog at some thousands;
 * what is above that is a fault or an attack.
 */
export const usualLimits: BrokerLimits = {
  messagesPerSecond: 10_000,
  bytesPerSecond: 16 * 1024 * 1024,
  connections: 4,
  subscriptions: 64,
  sessions: 8,
  waiting: 1_000,
  waitingBytes: 1024 * 1024,
  retained: 1_000,
  retainedBytes: 4 * 1024 * 1024,
};

/** How often each limit was reached since the start. */
export interface LimitCounts {
  /** Messages that had to wait. */
  held: number;
  /** Connections ended for going on against all waiting. */
  abused: number;
  /** Connections of a name that had enough. */
  connections: number;
  subscriptions: number;
  packetSize: number;
  /** Lasting sessions that were made clean ones. */
  sessions: number;
  /** Messages not kept for a client that is away. */
  waiting: number;
  /** Messages not kept as the last of their topic. */
  retained: number;
}

const BURST_MS = 2_000;
/** Waiting reads no further, so nobody gets so far behind by messages alone who keeps to the protocol. */
const MOST_DEBT_MS = 30_000;

/**
 * One gateway's share, a token bucket in time: each message costs its part of a second, and who is ahead of the clock
 * waits. While a message waits, aedes reads no more from that socket, so TCP slows the sender and nobody else.
 */
export class Share {
  #messageMs = 0;
  #byteMs = 0;
  readonly #now: () => number;
  readonly #held: (() => void)[] = [];
  /** When what has been taken will have been paid for, ms by `now`. */
  #paidAt = 0;
  #timer: NodeJS.Timeout | undefined;
  connections = 0;

  constructor(limits: BrokerLimits, now: () => number) {
    this.limit(limits);
    this.#now = now;
  }

  /** From the next message on. */
  limit({ messagesPerSecond, bytesPerSecond }: BrokerLimits): void {
    this.#messageMs = 1_000 / messagesPerSecond;
    this.#byteMs = 1_000 / bytesPerSecond;
  }

  /** Pays for a message. `go`: take it now; `wait`: with `hold`; `abuse`: end the connection. */
  charge(bytes: number): "go" | "wait" | "abuse" {
    const now = this.#now();
    if (this.#paidAt < now - BURST_MS) this.#paidAt = now - BURST_MS;
    this.#paidAt += Math.max(this.#messageMs, bytes * this.#byteMs);
    if (this.#paidAt - now > MOST_DEBT_MS) return "abuse";
    return this.#held.length === 0 && this.#paidAt <= now ? "go" : "wait";
  }

  /** Goes on with a message when it is paid for, in the order of arrival. */
  hold(goOn: () => void): void {
    this.#held.push(goOn);
    this.#wait();
  }

  /** Forgets who waits; for the end of the broker. */
  end(): void {
    clearTimeout(this.#timer);
    this.#held.length = 0;
  }

  #wait(): void {
    if (this.#timer || this.#held.length === 0) return;
    // All that wait go on together once the last of them is paid for: one read's worth, tens of milliseconds.
    const ms = Math.max(1, Math.ceil(this.#paidAt - this.#now()));
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (this.#now() < this.#paidAt) return this.#wait();
      for (const goOn of this.#held.splice(0)) goOn();
    }, ms);
  }
}
