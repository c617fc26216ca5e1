import { Subject } from "rxjs";
import {
  type ClockAnswer,
  CommandResult,
  clockTopic,
  EventMessage,
  StatusMessage,
} from "../../broker/contract/index.ts";
import type { AssetModel } from "../../facility/assets/index.ts";
import type { DeviceEventStore } from "../../facility/readings/index.ts";
import {
  type AssetId,
  assetId,
  type Clock,
  done,
  instant,
  problem,
  type Result,
} from "../../facility/units/index.ts";
import type { Taken } from "./commit.ts";
import { type Refuse, routeOf } from "./validate.ts";

/** One message as the broker hands it over. */
export interface Message {
  readonly site: string;
  readonly gateway: string;
  readonly topic: string;
  readonly payload: Buffer;
}

/** What gateways say beside readings: that they are there, what a device told by code, how a command ended. */
export class SideChannels {
  /** What gateways answered to commands. */
  readonly results = new Subject<{ readonly gateway: AssetId; readonly result: CommandResult }>();
  readonly #clock: Clock;
  readonly #events: Pick<DeviceEventStore, "add"> | undefined;
  readonly #send: (topic: string, payload: Buffer) => void;
  readonly #online = new Map<AssetId, boolean>();

  constructor(
    clock: Clock,
    events: Pick<DeviceEventStore, "add"> | undefined,
    send: (topic: string, payload: Buffer) => void,
  ) {
    this.#clock = clock;
    this.#events = events;
    this.#send = send;
  }

  /** Whether somebody keeps what devices tell by code. */
  get keepsEvents(): boolean {
    return this.#events !== undefined;
  }

  say(gateway: AssetId, online: boolean): void {
    this.#online.set(gateway, online);
  }

  /** What the gateway last said of itself; undefined when it never spoke. */
  saidOnline(gateway: AssetId): boolean | undefined {
    return this.#online.get(gateway);
  }

  takeStatus(message: Message, refuse: Refuse, taken: Taken): void {
    const status = readAs(StatusMessage, message.payload, '{"online": true|false}');
    if (status.ok) {
      const { online, at } = status.value;
      this.say(assetId(message.site, message.gateway), online);
      if (online && at !== undefined) this.#answerClock(message, at);
    } else refuse("bad-shape", status.problem);
    taken();
  }

  /** So that a gateway knows how far its clock is off; one that does not listen loses nothing. */
  #answerClock({ site, gateway }: Message, sent: number): void {
    const heard = this.#clock();
    const answer: ClockAnswer = { sent, heard, answered: heard };
    this.#send(clockTopic(site, gateway), Buffer.from(JSON.stringify(answer)));
  }

  takeResult({ site, gateway, payload }: Message, refuse: Refuse, taken: Taken): void {
    const result = readAs(CommandResult, payload, '{"id": "…", "at": <ms>, "outcome": "done" or "refused"}');
    if (result.ok) this.results.next({ gateway: assetId(site, gateway), result: result.value });
    else refuse("bad-shape", result.problem);
    taken();
  }

  takeEvent(message: Message, slug: string, model: AssetModel, refuse: Refuse, taken: Taken): void {
    const now = this.#clock();
    const route = routeOf(model, message.site, message.gateway, slug);
    const event = readAs(EventMessage, message.payload, '{"at": <ms>, "scheme": "…", "code": "…"}');
    if (!route.ok) refuse(route.reason ?? "unknown-asset", route.problem);
    else if (!event.ok) refuse("bad-shape", event.problem);
    else if (this.#events) {
      const { at, scheme, code, text, details } = event.value;
      this.#events
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

  close(): void {
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
