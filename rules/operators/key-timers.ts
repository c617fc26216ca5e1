import type { SchedulerLike, Subscription } from "rxjs";

/**
 * One deadline a key on one scheduled task: a binary heap of (time, key), of which only the earliest is armed.
 * A deadline that was moved or dropped stays in the heap and is passed over when its time comes.
 */
export class KeyTimers {
  readonly #scheduler: SchedulerLike;
  readonly #due: (key: number, now: number) => void;
  /** The deadline in force by key; absent where there is none. */
  readonly #deadline = new Map<number, number>();
  readonly #times: number[] = [];
  readonly #keys: number[] = [];
  #armed: Subscription | undefined;
  #armedFor = Number.POSITIVE_INFINITY;

  constructor(scheduler: SchedulerLike, due: (key: number, now: number) => void) {
    this.#scheduler = scheduler;
    this.#due = due;
  }

  /** Sets or moves the key's deadline (ms since 1970); one in the past is due as soon as this turn ends. */
  set(key: number, at: number): void {
    this.#deadline.set(key, at);
    this.#push(at, key);
    this.#arm();
  }

  drop(key: number): void {
    this.#deadline.delete(key);
  }

  close(): void {
    this.#armed?.unsubscribe();
    this.#deadline.clear();
    this.#times.length = 0;
    this.#keys.length = 0;
  }

  #arm(): void {
    const next = this.#times[0];
    if (next === undefined || next >= this.#armedFor) return;
    this.#armed?.unsubscribe();
    this.#armedFor = next;
    this.#armed = this.#scheduler.schedule(() => this.#run(), Math.max(0, next - this.#scheduler.now()));
  }

  #run(): void {
    this.#armedFor = Number.POSITIVE_INFINITY;
    const now = this.#scheduler.now();
    while (this.#times.length > 0 && this.#times[0]! <= now) {
      const at = this.#times[0]!;
      const key = this.#pop();
      if (this.#deadline.get(key) !== at) continue;
      this.#deadline.delete(key);
      this.#due(key, now);
    }
    this.#arm();
  }

  #push(at: number, key: number): void {
    let i = this.#times.length;
    this.#times.push(at);
    this.#keys.push(key);
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (this.#times[parent]! <= at) break;
      this.#times[i] = this.#times[parent]!;
      this.#keys[i] = this.#keys[parent]!;
      i = parent;
    }
    this.#times[i] = at;
    this.#keys[i] = key;
  }

  #pop(): number {
    const key = this.#keys[0]!;
    const at = this.#times.pop()!;
    const moved = this.#keys.pop()!;
    const size = this.#times.length;
    if (size === 0) return key;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= size) break;
      if (child + 1 < size && this.#times[child + 1]! < this.#times[child]!) child++;
      if (this.#times[child]! >= at) break;
      this.#times[i] = this.#times[child]!;
      this.#keys[i] = this.#keys[child]!;
      i = child;
    }
    this.#times[i] = at;
    this.#keys[i] = moved;
    return key;
  }
}
