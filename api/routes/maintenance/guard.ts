import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { type SpamSign, spamSign } from "../../../facility/maintenance/index.ts";

/** So that made-up keys cannot fill the memory; the oldest are forgotten first. */
const KEPT = 20_000;

/** At most so many in a sliding window, by key; times are handed in. */
export class Limiter {
  readonly #most: number;
  readonly #windowMs: number;
  readonly #times = new Map<string, number[]>();
  constructor(most: number, windowMs: number) {
    this.#most = most;
    this.#windowMs = windowMs;
  }
  /** False where this one is too many; then it does not count. */
  admit(key: string, now: number): boolean {
    const recent = (this.#times.get(key) ?? []).filter((at) => now - at < this.#windowMs);
    const fits = recent.length < this.#most;
    if (fits) recent.push(now);
    this.#times.delete(key);
    this.#times.set(key, recent);
    if (this.#times.size > KEPT) {
      const oldest = this.#times.keys().next();
      if (!oldest.done) this.#times.delete(oldest.value);
    }
    return fits;
  }
}

const HOUR_MS = 3_600_000;

/** Keeps robots and one angry neighbour from filling the inbox; a block of flats behind one address still gets through. */
export class RequestGuard {
  readonly #key = randomBytes(32);
  readonly #byAddress = new Limiter(6, HOUR_MS);
  readonly #byAsset = new Limiter(30, HOUR_MS);
  readonly #reads = new Limiter(240, HOUR_MS);
  readonly #words = new Map<string, number>();

  /** Says when the page was opened, so that nobody can say it himself. */
  ticket(asset: string, now: number): string {
    return `${now}.${this.#sign(asset, now)}`;
  }
  mayRead(address: string, now: number): boolean {
    return this.#reads.admit(address, now);
  }

  /** Why this form is not taken; undefined where it is. */
  judge(form: {
    readonly asset: string;
    readonly address: string;
    readonly ticket: string;
    readonly trap: string;
    readonly words: string;
    readonly now: number;
  }): SpamSign | undefined {
    const { asset, address, now } = form;
    const openedAt = this.#openedAt(asset, form.ticket);
    const said = `${asset} ${form.words.toLowerCase()}`;
    const before = this.#words.get(said);
    const sign = spamSign({
      trap: form.trap,
      openedAt: openedAt ?? Number.NEGATIVE_INFINITY,
      now,
      sameWordsBefore: before !== undefined && now - before < HOUR_MS,
    });
    if (sign) return sign;
    if (!this.#byAddress.admit(address, now) || !this.#byAsset.admit(asset, now)) return "too-many";
    this.#words.set(said, now);
    if (this.#words.size > KEPT) this.#words.clear();
    return undefined;
  }

  #openedAt(asset: string, ticket: string): number | undefined {
    const [at = "", mac = ""] = ticket.split(".");
    const openedAt = Number(at);
    const expected = Buffer.from(this.#sign(asset, openedAt));
    const given = Buffer.from(mac);
    return expected.length === given.length && timingSafeEqual(expected, given) ? openedAt : undefined;
  }
  #sign(asset: string, at: number): string {
    return createHmac("sha256", this.#key).update(`${at} ${asset}`).digest("base64url");
  }
}
