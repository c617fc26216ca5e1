import type { Subject } from "rxjs";
import { isSparkplug, parseTopic } from "../../broker/contract/index.ts";
import type { AssetModel } from "../../facility/assets/index.ts";
import type { DeviceEventStore, Reading, ReadingSlice, ReadingStore } from "../../facility/readings/index.ts";
import { type AssetId, assetId, type Clock, type Instant } from "../../facility/units/index.ts";
import { Board } from "./board.ts";
import { GroupCommit, type Taken } from "./commit.ts";
import { DeadLetters } from "./dead-letters.ts";
import type { Deriver } from "./deriver.ts";
import { Offers } from "./offers.ts";
import { type Message, SideChannels } from "./side-channels.ts";
import { SparkplugHost } from "./sparkplug.ts";
import { TurnFeed } from "./turn-feed.ts";
import { type Reason, type Refuse, type Route, routeOf, takeMessage } from "./validate.ts";

export interface IntakeOptions {
  readonly model: AssetModel;
  readonly store: ReadingStore;
  readonly clock: Clock;
  readonly log: { info(message: string): void; warn(message: string): void };
  /** Takes what devices tell by code; without it such messages are refused. */
  readonly events?: Pick<DeviceEventStore, "add">;
  /** Says something to a gateway, for example that a Sparkplug node is to be born again. */
  readonly send?: (topic: string, payload: Buffer) => void;
  /** Computes derived points; without it they have no values. */
  readonly deriver?: Deriver;
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
  readonly accepted: Subject<ReadingSlice>;
  /** Points that gateways send and the site does not have. */
  readonly offers = new Offers((id) => this.#model.point(id) !== undefined);
  /** What gateways answered to commands. */
  readonly results: SideChannels["results"];
  readonly #options: IntakeOptions;
  #model: AssetModel;
  readonly #commit: GroupCommit;
  readonly #dead = new DeadLetters();
  readonly #routes = new Map<string, Route>();
  readonly #feed = new TurnFeed();
  readonly #side: SideChannels;
  readonly #sparkplug: SparkplugHost;
  #messages = 0;
  #readings = 0;

  constructor(options: IntakeOptions) {
    this.#options = options;
    this.#model = options.model;
    this.board = new Board(options.model);
    // Before anyone else: whoever hears of a reading finds it on the board.
    this.#feed.slices.subscribe(({ batch, from, to }) => this.board.take(batch, from, to));
    this.accepted = this.#feed.slices;
    this.#side = new SideChannels(options.clock, options.events, (topic, payload) =>
      options.send?.(topic, payload),
    );
    this.results = this.#side.results;
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
  take(message: Message, taken: Taken): void {
    this.#messages++;
    const { topic, payload } = message;
    const now = this.#options.clock();
    const refuse: Refuse = (reason, detail) =>
      this.#dead.add({
        at: now,
        gateway: `${message.site}/${message.gateway}`,
        topic,
        reason,
        detail,
        payload,
      });

    if (this.#commit.full) {
      refuse("overload", "the readings store takes nothing; send again later");
      return taken(new Error("the readings store takes nothing; send again later"));
    }
    let route = this.#routes.get(topic);
    if (!route) {
      if (isSparkplug(topic)) return this.#takeSparkplug(message, refuse, taken);
      const found = this.#routeOrTaken(message, refuse, taken);
      if (!found) return;
      route = found;
      this.#routes.set(topic, route);
    }
    let parsed: unknown;
    try {
      parsed = JSON.parse(payload.toString());
    } catch (error) {
      // A message that can never be used is acknowledged: sent again it would be no better.
      refuse("bad-json", error instanceof Error ? error.message : String(error));
      return taken();
    }
    this.#takeReadings(message, Array.isArray(parsed) ? parsed : [parsed], route, refuse, taken);
  }

  /** The way to the asset that a new topic speaks of; undefined where the message was no reading, and is dealt with. */
  #routeOrTaken(message: Message, refuse: Refuse, taken: Taken): Route | undefined {
    const refuseAndTake = (reason: Reason, detail: string): undefined => {
      refuse(reason, detail);
      taken();
    };
    const parsed = parseTopic(message.topic);
    if (!parsed.ok) return refuseAndTake("bad-topic", parsed.problem);
    const { channel } = parsed.value;
    if (channel === "status") return void this.#side.takeStatus(message, refuse, taken);
    if (channel === "command/result") return void this.#side.takeResult(message, refuse, taken);
    if (channel === "event" && this.#side.keepsEvents)
      return void this.#side.takeEvent(message, parsed.value.asset, this.#model, refuse, taken);
    // What has no consumer is refused by name, which beats dropping it in silence.
    if (channel !== "readings") return refuseAndTake("bad-topic", `channel ${channel} is not taken in yet`);
    const found = routeOf(this.#model, message.site, message.gateway, parsed.value.asset);
    if (found.ok) return found.value;
    const reason = found.reason ?? "unknown-asset";
    if (reason === "unknown-asset") this.#offerAll(message, parsed.value.asset);
    return refuseAndTake(reason, found.problem);
  }

  #takeReadings(
    message: Message,
    told: readonly unknown[],
    route: Route,
    refuse: Refuse,
    taken: Taken,
  ): void {
    const batch = this.#commit.group;
    this.#feed.begin(batch);
    const before = batch.length;
    const now = this.#options.clock();
    for (const one of told)
      takeMessage(route, one, now, batch, refuse, (name, value) =>
        this.#offer(message, route.asset.slug, false, { [name]: value }),
      );
    const rows = batch.length - before;
    this.#options.deriver?.extend(batch, before);
    this.#readings += rows;
    if (rows === 0) return taken();
    this.#commit.wait(taken);
  }

  #offer({ site, gateway }: Message, asset: string, newAsset: boolean, values: unknown): void {
    this.offers.take({ gateway: `${site}/${gateway}`, asset, newAsset, values, now: this.#options.clock() });
  }

  /** A gateway may speak of an asset before anyone has told the site of it. */
  #offerAll(message: Message, asset: string): void {
    let parsed: unknown;
    try {
      parsed = JSON.parse(message.payload.toString());
    } catch {
      // Not even JSON: nothing to offer; the refusal is counted and kept as of any unknown asset.
      return;
    }
    for (const one of Array.isArray(parsed) ? parsed : [parsed])
      if (typeof one === "object" && one !== null && "values" in one)
        this.#offer(message, asset, true, one.values);
  }

  #takeSparkplug(message: Message, refuse: Refuse, taken: Taken): void {
    const { site, gateway, topic, payload } = message;
    const { told, online } = this.#sparkplug.take(topic, payload, refuse);
    if (online !== undefined) this.#side.say(assetId(site, gateway), online);
    const now = this.#options.clock();
    const batch = this.#commit.group;
    this.#feed.begin(batch);
    const before = batch.length;
    for (const { asset, message: reading } of told) {
      const route = routeOf(this.#model, site, gateway, asset);
      if (route.ok)
        takeMessage(route.value, reading, now, batch, refuse, (name, value) =>
          this.#offer(message, asset, false, { [name]: value }),
        );
      else {
        const reason = route.reason ?? "unknown-asset";
        if (reason === "unknown-asset") this.#offer(message, asset, true, reading.values);
        refuse(reason, route.problem);
      }
    }
    const rows = batch.length - before;
    this.#options.deriver?.extend(batch, before);
    this.#readings += rows;
    if (rows === 0) return taken();
    this.#commit.wait(taken);
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
    this.#feed.end();
    this.#model = model;
    this.#routes.clear();
    this.#commit.follow(model.pointIds);
    this.#options.deriver?.follow(model);
    this.board.follow(model);
    this.#sparkplug.follow(model);
  }

  /** What the gateway last said of itself; undefined when it never spoke. */
  saidOnline(gateway: AssetId): boolean | undefined {
    return this.#side.saidOnline(gateway);
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

  /** How the store has fared since the start. */
  commits(): { readonly commits: number; readonly failedCommits: number; readonly commitSeconds: number } {
    const { commits, failedCommits, commitSeconds } = this.#commit;
    return { commits, failedCommits, commitSeconds };
  }

  async close(): Promise<void> {
    this.#feed.end();
    await this.#commit.close();
    this.#feed.close();
    this.#side.close();
  }
}
