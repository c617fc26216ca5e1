import { Subject } from "rxjs";
import {
  type ClockAnswer,
  CommandResult,
  clockTopic,
  EventMessage,
  isSparkplug,
  parseTopic,
  StatusMessage,
} from "../../broker/contract/index.ts";
import type { AssetModel } from "../../facility/assets/index.ts";
import type {
  DeviceEventStore,
  Reading,
  ReadingBatch,
  ReadingSlice,
  ReadingStore,
} from "../../facility/readings/index.ts";
import {
  type AssetId,
  assetId,
  type Clock,
  done,
  type Instant,
  instant,
  problem,
  type Result,
} from "../../facility/units/index.ts";
import { Board } from "./board.ts";
import { GroupCommit, type Taken } from "./commit.ts";
import { DeadLetters } from "./dead-letters.ts";
import { Offers } from "./offers.ts";
import { SparkplugHost } from "./sparkplug.ts";
import { type Reason, type Route, routeOf, takeMessage } from "./validate.ts";

export interface IntakeOptions {
  readonly model: AssetModel;
  readonly store: ReadingStore;
  readonly clock: Clock;
  readonly log: { info(message: string): void; warn(message: string): void };
  /** Takes what devices tell by code; without it such messages are refused. */
  readonly events?: Pick<DeviceEventStore, "add">;
  /** Says something to a gateway, for example that a Sparkplug node is to be born again. */
  readonly send?: (topic: string, payload: Buffer) => void;
  readonly gatherMs?: number;
  readonly maxHeldRows?: number;
  readonly retryMs?: number;
}

/**
 * From a message on the wire to a reading on disk. Validated rows go to the rules at once (an alarm does not wait
 * for the disk) and to the store in groups; only the store's answer releases the sender.
 */
export class Intake {
  readonly board: Board;
  /** Validated readings, before they are stored: alarms must go out even when the disk is full. */
  readonly accepted = new Subject<ReadingSlice>();
  /** Points that gateways send and the site does not have. */
  readonly offers = new Offers((id) => this.#model.point(id) !== undefined);
  /** What gateways answered to commands. */
  readonly results = new Subject<{ readonly gateway: AssetId; readonly result: CommandResult }>();
  readonly #options: IntakeOptions;
  #model: AssetModel;
  readonly #commit: GroupCommit;
  readonly #dead = new DeadLetters();
  readonly #routes = new Map<string, Route>();
  readonly #online = new Map<AssetId, boolean>();
  readonly #sparkplug: SparkplugHost;
  #handedOn = 0;
  #turn: NodeJS.Immediate | undefined;
  #turnBatch: ReadingBatch | undefined;
  #messages = 0;
  #readings = 0;

  constructor(options: IntakeOptions) {
    this.#options = options;
    this.#model = options.model;
    this.board = new Board(options.model);
    this.#sparkplug = new SparkplugHost({
      model: options.model,
      clock: options.clock,
      send: (topic, payload) => options.send?.(topic, payload),
    });
    this.#commit = new GroupCommit({
      store: options.store,
      points: options.model.pointIds,
      gatherMs: options.gatherMs ?? 10,
      maxHeldRows: options.maxHeldRows ?? 2_000_000,
      retryMs: options.retryMs ?? 1_000,
      log: options.log,
    });
  }

  /** Takes one message; `taken` is called when its readings are on disk, with an error only if it must be sent again. */
  take(message: { site: string; gateway: string; topic: string; payload: Buffer }, taken: Taken): void {
    this.#messages++;
    const { topic, payload } = message;
    const gateway = `${message.site}/${message.gateway}`;
    const now = this.#options.clock();
    const refuse = (reason: Reason, detail: string): void =>
      this.#dead.add({ at: now, gateway, topic, reason, detail, payload });

    if (this.#commit.full) {
      refuse("overload", "the readings store takes nothing; send again later");
      return taken(new Error("the readings store takes nothing; send again later"));
    }
    if (isSparkplug(topic)) return this.#takeSparkplug(message, refuse, taken);
    let route = this.#routes.get(topic);
    if (!route) {
      const parsed = parseTopic(topic);
      if (!parsed.ok) return refuseAndTake("bad-topic", parsed.problem);
      if (parsed.value.channel === "status") return this.#takeStatus(message, refuse, taken);
      if (parsed.value.channel === "event" && this.#options.events)
        return this.#takeEvent(message, parsed.value.asset, this.#options.events, refuse, taken);
      if (parsed.value.channel === "command/result") return this.#takeResult(message, refuse, taken);
      // What has no consumer is refused by name, which beats dropping it in silence.
      if (parsed.value.channel !== "readings")
        return refuseAndTake("bad-topic", `channel ${parsed.value.channel} is not taken in yet`);
      const found = routeOf(this.#model, message.site, message.gateway, parsed.value.asset);
      if (!found.ok) {
        const reason = found.reason ?? "unknown-asset";
        if (reason === "unknown-asset") this.#offerAll(gateway, parsed.value.asset, payload, now);
        return refuseAndTake(reason, found.problem);
      }
      route = found.value;
      this.#routes.set(topic, route);
    }

    let parsed: unknown;
    try {
      parsed = JSON.parse(payload.toString());
    } catch (error) {
      return refuseAndTake("bad-json", error instanceof Error ? error.message : String(error));
    }
    const batch = this.#commit.group;
    this.#startTurn(batch);
    const before = batch.length;
    const { slug: asset } = route.asset;
    const unknown = (name: string, value: unknown): void =>
      this.offers.take({ gateway, asset, newAsset: false, values: { [name]: value }, now });
    if (Array.isArray(parsed)) for (const one of parsed) takeMessage(route, one, now, batch, refuse, unknown);
    else takeMessage(route, parsed, now, batch, refuse, unknown);
    const rows = batch.length - before;
    this.#readings += rows;
    if (rows === 0) return taken();
    this.#commit.wait(taken);

    // A message that can never be used is acknowledged: sent again it would be no better.
    function refuseAndTake(reason: Reason, detail: string): void {
      refuse(reason, detail);
      taken();
    }
  }

  /** A gateway may speak of an asset before anyone has told the site of it. */
  #offerAll(gateway: string, asset: string, payload: Buffer, now: Instant): void {
    let parsed: unknown;
    try {
      parsed = JSON.parse(payload.toString());
    } catch {
      // Not even JSON: nothing to offer; the refusal is counted and kept as of any unknown asset.
      return;
    }
    for (const one of Array.isArray(parsed) ? parsed : [parsed])
      if (typeof one === "object" && one !== null && "values" in one)
        this.offers.take({ gateway, asset, newAsset: true, values: one.values, now });
  }

  #takeStatus(
    message: { site: string; gateway: string; payload: Buffer },
    refuse: (reason: Reason, detail: string) => void,
    taken: Taken,
  ): void {
    try {
      const status = StatusMessage.parse(JSON.parse(message.payload.toString()));
      this.#online.set(assetId(message.site, message.gateway), status.online);
      if (status.online && status.at !== undefined) this.#answerClock(message, status.at);
    } catch {
      refuse("bad-shape", 'a status is {"online": true|false}');
    }
    taken();
  }

  /** So that a gateway knows how far its clock is off; one that does not listen loses nothing. */
  #answerClock({ site, gateway }: { site: string; gateway: string }, sent: number): void {
    const heard = this.#options.clock();
    const answer: ClockAnswer = { sent, heard, answered: heard };
    this.#options.send?.(clockTopic(site, gateway), Buffer.from(JSON.stringify(answer)));
  }

  #takeResult(
    { site, gateway, payload }: { site: string; gateway: string; payload: Buffer },
    refuse: (reason: Reason, detail: string) => void,
    taken: Taken,
  ): void {
    const result = readAs(CommandResult, payload, '{"id": "…", "at": <ms>, "outcome": "done" or "refused"}');
    if (result.ok) this.results.next({ gateway: assetId(site, gateway), result: result.value });
    else refuse("bad-shape", result.problem);
    taken();
  }

  #takeSparkplug(
    { site, gateway, topic, payload }: { site: string; gateway: string; topic: string; payload: Buffer },
    refuse: (reason: Reason, detail: string) => void,
    taken: Taken,
  ): void {
    const now = this.#options.clock();
    const { told, online } = this.#sparkplug.take(topic, payload, refuse);
    if (online !== undefined) this.#online.set(assetId(site, gateway), online);
    const batch = this.#commit.group;
    this.#startTurn(batch);
    const before = batch.length;
    for (const { asset, message } of told) {
      const route = routeOf(this.#model, site, gateway, asset);
      if (route.ok) takeMessage(route.value, message, now, batch, refuse);
      else refuse(route.reason ?? "unknown-asset", route.problem);
    }
    const rows = batch.length - before;
    this.#readings += rows;
    if (rows === 0) return taken();
    this.#commit.wait(taken);
  }

  #takeEvent(
    message: { site: string; gateway: string; payload: Buffer },
    slug: string,
    events: Pick<DeviceEventStore, "add">,
    refuse: (reason: Reason, detail: string) => void,
    taken: Taken,
  ): void {
    const now = this.#options.clock();
    const route = routeOf(this.#model, message.site, message.gateway, slug);
    const event = readAs(EventMessage, message.payload, '{"at": <ms>, "scheme": "…", "code": "…"}');
    if (!route.ok) refuse(route.reason ?? "unknown-asset", route.problem);
    else if (!event.ok) refuse("bad-shape", event.problem);
    else {
      const { at, scheme, code, text, details } = event.value;
      events
        .add({
          asset: route.value.asset.id,
          at: instant(Math.min(Math.floor(at), now)),
          receivedAt: now,
          scheme,
          code,
          ...(text === undefined ? {} : { text }),
          ...(details === undefined ? {} : { details }),
        })
        // Not kept is not acknowledged: the gateway sends it again.
        .then(
          () => taken(),
          (error: unknown) => taken(error instanceof Error ? error : new Error(String(error))),
        );
      return;
    }
    taken();
  }

  /** Rows of one event-loop turn go on together: one call to the rules instead of one a message. */
  #startTurn(batch: ReadingBatch): void {
    if (this.#turn && this.#turnBatch === batch) return;
    if (this.#turn) this.#endTurn();
    this.#turnBatch = batch;
    this.#handedOn = batch.length;
    this.#turn = setImmediate(() => this.#endTurn());
  }

  #endTurn(): void {
    const batch = this.#turnBatch;
    clearImmediate(this.#turn);
    this.#turn = undefined;
    if (!batch || batch.length === this.#handedOn) return;
    const slice: ReadingSlice = { batch, from: this.#handedOn, to: batch.length };
    this.board.take(slice.batch, slice.from, slice.to);
    this.accepted.next(slice);
  }

  /** Files readings that a store behind a spool will never take, with its reason. */
  fileRefused(refused: readonly { readonly reading: Reading; readonly reason: string }[]): void {
    for (const { reading, reason } of refused) {
      const gateway = this.#model.point(reading.point)?.asset.monitoredBy;
      this.#dead.add({
        at: this.#options.clock(),
        gateway: gateway?.replace(".", "/") ?? "",
        topic: reading.point,
        reason: "store-refused",
        detail: reason,
        payload: Buffer.from(JSON.stringify(reading)),
      });
    }
  }

  /** Takes messages by another model from now on. Values stay by id; what is on its way to the disk gets there. */
  follow(model: AssetModel): void {
    if (this.#turn) this.#endTurn();
    this.#turnBatch = undefined;
    this.#model = model;
    this.#routes.clear();
    this.#commit.follow(model.pointIds);
    this.board.follow(model);
    this.#sparkplug.follow(model);
  }

  /** What the gateway last said of itself; undefined when it never spoke. */
  saidOnline(gateway: AssetId): boolean | undefined {
    return this.#online.get(gateway);
  }

  report(): {
    messages: number;
    readings: number;
    stored: number;
    duplicates: number;
    refused: Record<string, number>;
    lastReadingAt: Instant | null;
    storing: boolean;
    trouble: string | null;
    deadLetters: ReturnType<DeadLetters["list"]>;
  } {
    return {
      messages: this.#messages,
      readings: this.#readings,
      stored: this.#commit.stored,
      duplicates: this.#commit.duplicates,
      refused: { ...this.#dead.counts },
      lastReadingAt: this.board.lastReadingAt(),
      storing: this.#commit.trouble === null,
      trouble: this.#commit.trouble,
      deadLetters: this.#dead.list(),
    };
  }

  async close(): Promise<void> {
    if (this.#turn) this.#endTurn();
    await this.#commit.close();
    this.accepted.complete();
    this.results.complete();
  }
}

function readAs<T>(
  schema: {
    safeParse(
      input: unknown,
    ): { success: true; data: T } | { success: false; error: { issues: { message: string }[] } };
  },
  payload: Buffer,
  shape: string,
): Result<T> {
  try {
    const read = schema.safeParse(JSON.parse(payload.toString()));
    return read.success ? done(read.data) : problem(`send ${shape}: ${read.error.issues[0]?.message}`);
  } catch (error) {
    return problem(error instanceof Error ? error.message : String(error));
  }
}
