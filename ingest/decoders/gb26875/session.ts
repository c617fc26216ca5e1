import type { Instant, Result } from "../../../facility/units/index.ts";
import { askStateBody, decodeBody, dutyCheckBody, type Item, syncClockBody } from "./body.ts";
import {
  Command,
  type Dialect,
  encodeFrame,
  type Frame,
  FrameReader,
  type PanelTime,
  replyTo,
} from "./frame.ts";

/** GB/T 26875.3: an answer within 10 s, three tries. */
export const ANSWER_MS = 10_000;
const TRIES = 3;
/** A frame sent again, because our confirmation was lost, is confirmed again and otherwise known. */
const REMEMBERED = 64;
/** Half a frame that does not go on within this holds up the next one. */
const STALLED_MS = 2_000;

export interface SessionHost {
  readonly dialect: Dialect;
  readonly now: () => Instant;
  readonly localTime: () => PanelTime;
  readonly syncClock: boolean;
  send(bytes: Buffer): void;
  /** False when it could not be kept: then it is not confirmed and the transmitter sends it again. */
  take(frame: Frame, items: readonly Item[]): boolean;
  /** Does this transmitter belong here? */
  knows(source: number): boolean;
  count(kind: "garbled" | "decode", problem: string): void;
  /** Somebody pressed the key, or nobody did in time. */
  dutyAnswered(answered: boolean): void;
}

interface Pending {
  readonly frame: Frame;
  readonly since: Instant;
  readonly tries: number;
}

/** The talk with one transmitter on one line: confirms, refuses, asks. Time comes with `tick`, bytes with `bytes`. */
export class Session {
  readonly #host: SessionHost;
  readonly #reader: FrameReader;
  readonly #recent: string[] = [];
  readonly #pending = new Map<number, Pending>();
  #serial = 0;
  #addresses: { readonly centre: number; readonly transmitter: number } | undefined;
  #bytesAt: Instant;
  #duty: { readonly until: Instant } | undefined;

  constructor(host: SessionHost) {
    this.#host = host;
    this.#reader = new FrameReader(host.dialect);
    this.#bytesAt = host.now();
  }

  /** The transmitter's address once it has spoken. */
  get source(): number | undefined {
    return this.#addresses?.transmitter;
  }

  bytes(bytes: Uint8Array): void {
    this.#bytesAt = this.#host.now();
    for (const frame of this.#reader.push(bytes)) this.#take(frame);
  }

  tick(): void {
    const now = this.#host.now();
    if (this.#reader.pendingBytes > 0 && now - this.#bytesAt > STALLED_MS)
      for (const frame of this.#reader.giveUp()) this.#take(frame);
    for (const [serial, pending] of this.#pending) {
      if (now - pending.since < ANSWER_MS) continue;
      if (pending.tries >= TRIES) this.#pending.delete(serial);
      else {
        this.#pending.set(serial, { ...pending, since: now, tries: pending.tries + 1 });
        this.#host.send(encodeFrame(pending.frame, this.#host.dialect));
      }
    }
    if (this.#duty && now > this.#duty.until) {
      this.#duty = undefined;
      this.#host.dutyAnswered(false);
    }
  }

  /** 查岗. False while nobody has called yet, or the last check still waits. */
  checkDuty(minutes: number): boolean {
    if (!this.#addresses || this.#duty) return false;
    this.#ask(Command.control, dutyCheckBody(minutes));
    this.#duty = { until: (this.#host.now() + minutes * 60_000) as Instant };
    return true;
  }

  setClock(): void {
    const { second, minute, hour, day, month, year } = this.#host.localTime();
    const fields = [second, minute, hour, day, month, year - 2000];
    const bcd = (value: number) => (Math.floor(value / 10) << 4) | (value % 10);
    this.#ask(Command.control, syncClockBody(this.#host.dialect.time === "bcd" ? fields.map(bcd) : fields));
  }

  #take(read: Result<Frame>): void {
    if (!read.ok) return this.#host.count("garbled", read.problem);
    const frame = read.value;
    if (!this.#host.knows(frame.source)) {
      this.#host.count(
        "decode",
        `transmitter ${hexAddress(frame.source)} is not in the site file; add it as source`,
      );
      return this.#reply(frame, Command.deny);
    }
    const first = this.#addresses === undefined;
    this.#addresses = { centre: frame.destination, transmitter: frame.source };
    switch (frame.command) {
      case Command.confirm:
      case Command.deny:
        this.#pending.delete(frame.serial);
        break;
      case Command.answer:
        this.#pending.delete(frame.serial);
        this.#upload(frame, false);
        break;
      case Command.send:
        this.#upload(frame, true);
        break;
      default:
        this.#host.count("decode", `command ${frame.command} is for a centre to give, or the maker's own`);
        this.#reply(frame, Command.deny);
    }
    if (!first) return;
    // What stands in the panel now may have come while nobody listened.
    this.#ask(Command.request, askStateBody());
    if (this.#host.syncClock) this.setClock();
  }

  #upload(frame: Frame, confirm: boolean): void {
    // Convention: command 2 without data is the heartbeat.
    const body = frame.data.length === 0 ? { ok: true as const, value: [] } : decodeBody(frame.data);
    if (!body.ok) {
      this.#host.count("decode", body.problem);
      return this.#reply(frame, Command.deny);
    }
    const key = `${frame.source} ${frame.serial} ${Buffer.from(frame.data).toString("hex")}`;
    const again = frame.data.length > 0 && this.#recent.includes(key);
    if (!this.#host.take(frame, again ? [] : body.value)) return;
    if (!again) this.#recent.push(key);
    if (this.#recent.length > REMEMBERED) this.#recent.shift();
    if (confirm) this.#reply(frame, Command.confirm);
    if (again) return;
    for (const item of body.value) {
      const pressed = item.is === "transmitter-operation" && item.operations.includes("confirm");
      if (pressed && this.#duty) {
        this.#duty = undefined;
        this.#host.dutyAnswered(true);
      }
      // After a reset only the transmitter knows whether it still sees a fire.
      if (item.is === "operation" && item.operations.includes("reset"))
        this.#ask(Command.request, askStateBody());
    }
  }

  #reply(frame: Frame, command: number): void {
    this.#host.send(encodeFrame(replyTo(frame, command, this.#host.localTime()), this.#host.dialect));
  }

  #ask(command: number, data: Uint8Array): void {
    if (!this.#addresses) return;
    this.#serial = (this.#serial + 1) & 0xffff;
    const frame: Frame = {
      serial: this.#serial,
      version: [1, 1],
      time: this.#host.localTime(),
      source: this.#addresses.centre,
      destination: this.#addresses.transmitter,
      command,
      data,
    };
    this.#pending.set(frame.serial, { frame, since: this.#host.now(), tries: 1 });
    this.#host.send(encodeFrame(frame, this.#host.dialect));
  }
}

export const hexAddress = (address: number): string => address.toString(16).padStart(12, "0");
