import type { Observable, SchedulerLike } from "rxjs";
import type { Alarm, Priority, Transition } from "../../facility/alarms/index.ts";
import type { Asset, AssetModel } from "../../facility/assets/index.ts";
import type { AgreedArrival, DrillTerms, EmergencyStore, Run } from "../../facility/emergency/index.ts";
import type { Notifier } from "../../facility/oncall/index.ts";
import type { DeviceEvent } from "../../facility/readings/index.ts";
import type { AssetId, Clock, Instant, Text } from "../../facility/units/index.ts";
import type { PlanBook } from "./plans.ts";

/** What the plant says now. */
export interface Plant {
  /** Undefined while it is not known, or too old or bad to be believed. */
  look(asset: AssetId, point: string): number | boolean | string | undefined;
  /** What a device has told by code since a moment; any order. */
  events(asset: AssetId, since: Instant): Promise<readonly DeviceEvent[]>;
}

/** Gives a command to the field and waits for its answer; refusals say why in both languages. */
export interface Commands {
  command(order: {
    point: string;
    value: number | boolean;
    by: string;
  }): Promise<{ readonly ok: boolean /** Why not, or what is known of it. */; readonly words: Text }>;
}

export interface EmergencyOptions {
  readonly store: EmergencyStore;
  readonly plans: PlanBook;
  readonly model: () => AssetModel;
  readonly desk: { readonly transitions: Observable<Transition>; open(): readonly Alarm[] };
  readonly notifier: Notifier;
  readonly commands: Commands;
  readonly plant: Plant;
  /** What contracts say of how soon their people must be there; undefined where none names a time. */
  readonly agreed?: (of: {
    readonly asset: Asset;
    readonly priority: Priority;
    readonly at: Instant;
  }) => AgreedArrival | undefined;
  readonly clock: Clock;
  /** Of the same time as `clock`; the computer's own when left out. */
  readonly scheduler?: SchedulerLike;
  readonly newId: () => string;
  readonly log: { warn(message: string): void; info(message: string): void };
  readonly retryMs?: number;
}

export interface StartAsked {
  readonly plan: string;
  readonly site: string;
  readonly by: string;
  readonly words: string;
  readonly asset?: AssetId | undefined;
  readonly drill?: DrillTerms | undefined;
}

export type RunActed =
  | { readonly ok: true; readonly value: Run }
  | { readonly ok: false; readonly problem: Text };
