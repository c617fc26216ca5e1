import type { CommandMessage, CommandResult, WireValue } from "../../broker/contract/index.ts";
import { addressText, type SiteDevice } from "../../facility/assets/index.ts";
import type { EquipmentType } from "../../facility/catalog/index.ts";
import type { Clock, Instant } from "../../facility/units/index.ts";
import { encodeValue, judge, taken } from "./command.ts";
import type { Connection, ReadFailure } from "./connection.ts";
import { type Answer, decode } from "./decode.ts";
import { type Block, planReads } from "./plan.ts";
import type { Profile, Register } from "./profile.ts";
import { discoverSunSpec } from "./sunspec.ts";

export interface DeviceReport {
  readonly asset: string;
  readonly profile: string;
  /** `host:port unit n`, as an installer would look for it. */
  readonly address: string;
  /** False until the first answer, and from the moment its points were published as bad. */
  readonly online: boolean;
  readonly polls: number;
  readonly errors: number;
  readonly errorsByKind: Readonly<Record<ReadFailure["kind"] | "decode", number>>;
  readonly lastError: string | null;
  /** Of what kind the last error was. */
  readonly lastErrorKind?: ReadFailure["kind"] | "decode";
  readonly lastAnswerAt: Instant | null;
  /** Of the last whole poll. */
  readonly latencyMs: number | null;
}

/** Where a device's values go. Times are source times. */
export interface DeviceListener {
  readings(values: ReadonlyMap<string, WireValue>, at: Instant): void;
  /** The device has been silent for too long: its points are no longer known. Called once per silence. */
  silent(at: Instant): void;
}

/** A device that does not answer is asked less and less often, at least this often. */
const MAX_BACK_OFF_MS = 5_000;

/**
 * Polls one device at its own pace for as long as it is open. Any trouble is counted, named and survived:
 * a failed poll ends early, so that a dead unit costs its line one timeout.
 */
export class Device {
  readonly #device: SiteDevice;
  readonly #profile: Profile;
  readonly #connection: Connection;
  readonly #listener: DeviceListener;
  readonly #clock: Clock;
  readonly #silentAfterMs: number;
  #registers: readonly Register[];
  #blocks: Block[];
  /** False until a device that says itself where its values stand has been asked. */
  #located: boolean;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;
  #failuresInARow = 0;
  #heardAt: Instant;
  #saidSilent = false;
  #report: DeviceReport;
  /** What the last whole answer said; undefined while the device is silent. */
  #known: ReadonlyMap<string, WireValue> | undefined;

  constructor(options: {
    readonly device: SiteDevice;
    readonly profile: Profile;
    readonly connection: Connection;
    readonly listener: DeviceListener;
    readonly clock: Clock;
    /** How long without an answer until its points are published as bad; three polls at least. */
    readonly silentAfterMs: number;
  }) {
    this.#device = options.device;
    this.#profile = options.profile;
    this.#connection = options.connection;
    this.#listener = options.listener;
    this.#clock = options.clock;
    this.#silentAfterMs = Math.max(options.silentAfterMs, options.device.pollSeconds * 3_000);
    this.#registers = options.profile.registers;
    this.#blocks = planReads(options.profile.registers, options.profile);
    this.#located = options.profile.discover === undefined;
    this.#heardAt = options.clock();
    this.#report = {
      asset: options.device.asset,
      profile: options.profile.id,
      address: addressText(options.device.modbus),
      online: false,
      polls: 0,
      errors: 0,
      errorsByKind: { offline: 0, timeout: 0, exception: 0, garbled: 0, decode: 0 },
      lastError: null,
      lastAnswerAt: null,
      latencyMs: null,
    };
    this.#schedule(0);
  }

  report(): DeviceReport {
    return this.#report;
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  /** Carries a command out, or says why not; what was written is read back. */
  async command(command: CommandMessage, type: EquipmentType): Promise<CommandResult> {
    const { id } = command;
    const refused = (reason: NonNullable<CommandResult["reason"]>, detail: string): CommandResult => ({
      id,
      at: this.#clock(),
      outcome: "refused",
      reason,
      detail,
    });
    const verdict = judge(command, {
      now: this.#clock(),
      type,
      profile: this.#profile,
      known: this.#known,
    });
    if (verdict.is === "refuse") return refused(verdict.reason, verdict.detail);
    const { write } = verdict;
    const { unit } = this.#device.modbus;
    const words = encodeValue(write, command.value);
    const written = await this.#connection.write(unit, { fc: write.fc, address: write.address, words });
    if (!written.ok)
      return refused(written.kind === "exception" ? "device-refused" : "offline", written.problem);
    const registers = this.#registers.filter(({ point }) => point === command.point);
    const [block] = planReads(registers, this.#profile);
    const answer = block && (await this.#connection.read(unit, block));
    if (!block || !answer?.ok)
      return refused("not-taken", "written, but it could not be read back; look at the device");
    const readBack = decode(registers, [{ block, data: answer.data }], this.#device).values.get(
      command.point,
    );
    if (!taken(write, command.value, readBack))
      return {
        ...refused("not-taken", `written, but the device says ${String(readBack)}`),
        readBack: readBack ?? null,
      };
    return { id, at: this.#clock(), outcome: "done", readBack: readBack ?? null };
  }

  #schedule(afterMs: number): void {
    if (!this.#closed) this.#timer = setTimeout(() => void this.#turn(), afterMs);
  }

  async #turn(): Promise<void> {
    const started = performance.now();
    await this.#poll(started);
    const took = performance.now() - started;
    const pace = this.#device.pollSeconds * 1_000;
    // After a failure the pause doubles; the pace itself may be slower than the longest pause.
    const backOff = Math.min(MAX_BACK_OFF_MS, pace * 2 ** Math.min(this.#failuresInARow, 10));
    this.#schedule(this.#failuresInARow === 0 ? Math.max(0, pace - took) : Math.max(pace, backOff));
  }

  /** Asks a SunSpec device where its models stand; false when it could not say. */
  async #locate(): Promise<boolean> {
    const { unit } = this.#device.modbus;
    const found = await discoverSunSpec(this.#profile, (block) => this.#connection.read(unit, block));
    if (this.#closed) return false;
    if (!found.ok) {
      this.#count("kind" in found ? found.kind : "decode", found.problem);
      return false;
    }
    this.#registers = found.value;
    this.#blocks = planReads(found.value, this.#profile);
    this.#located = true;
    return true;
  }

  async #poll(started: number): Promise<void> {
    if (!this.#located && !(await this.#locate())) {
      if (!this.#closed) this.#failed();
      return;
    }
    const answers: Answer[] = [];
    let refused = false;
    for (const block of this.#blocks) {
      const outcome = await this.#connection.read(this.#device.modbus.unit, block);
      if (this.#closed) return;
      if (outcome.ok) {
        answers.push({ block, data: outcome.data });
        continue;
      }
      this.#count(outcome.kind, outcome.problem);
      if (outcome.kind !== "exception") return this.#failed();
      // Some devices refuse a read that crosses a hole in their map: ask without holes from now on.
      if (outcome.code === 2 && this.#profile.maxGap > 0)
        this.#blocks = planReads(this.#registers, { ...this.#profile, maxGap: 0 });
      refused = true;
    }
    if (answers.length === 0) return this.#failed();

    const at = this.#clock();
    const { values, problems } = decode(this.#registers, answers, this.#device);
    // Registers of a refused block are already counted with their block.
    if (!refused && problems.length > 0) this.#count("decode", problems.join("; "));
    this.#failuresInARow = 0;
    this.#saidSilent = false;
    this.#heardAt = at;
    this.#report = {
      ...this.#report,
      online: true,
      polls: this.#report.polls + 1,
      lastAnswerAt: at,
      latencyMs: Math.round((performance.now() - started) * 10) / 10,
      lastError: refused || problems.length > 0 ? this.#report.lastError : null,
    };
    const all = this.#profile.registers.map(({ point }) => [point, values.get(point) ?? null] as const);
    this.#known = new Map(all);
    this.#listener.readings(this.#known, at);
  }

  #failed(): void {
    this.#failuresInARow++;
    this.#known = undefined;
    this.#report = { ...this.#report, polls: this.#report.polls + 1 };
    const now = this.#clock();
    // Another device may be put in its place meanwhile.
    if (this.#profile.discover && this.#failuresInARow >= 3) this.#located = false;
    if (this.#saidSilent || now - this.#heardAt < this.#silentAfterMs) return;
    this.#saidSilent = true;
    this.#report = { ...this.#report, online: false };
    this.#listener.silent(now);
  }

  #count(kind: ReadFailure["kind"] | "decode", problem: string): void {
    const { errors, errorsByKind } = this.#report;
    this.#report = {
      ...this.#report,
      errors: errors + 1,
      errorsByKind: { ...errorsByKind, [kind]: errorsByKind[kind] + 1 },
      lastError: problem,
      lastErrorKind: kind,
    };
  }
}
