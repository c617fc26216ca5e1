import type { Observable } from "rxjs";
import type { Asset } from "../../../facility/assets/index.ts";
import type {
  Day,
  KeptStop,
  Plan,
  PlannedVisit,
  PlanStanding,
  ResidentWords,
  Round,
  ServiceRequest,
  Shelves,
  SiteCalendar,
  StockMove,
  StockPart,
  StockStanding,
  StopReport,
  WorkOrders,
} from "../../../facility/maintenance/index.ts";
import type { Notifier } from "../../../facility/oncall/index.ts";
import type { FileRef, Text } from "../../../facility/units/index.ts";

/** Plans and the calendar they come to. */
export interface Plans {
  plans(site: string): Promise<readonly Plan[]>;
  standings(site: string): Promise<readonly PlanStanding[]>;
  ahead(site: string, until: Day, standings?: readonly PlanStanding[]): Promise<readonly PlannedVisit[]>;
  preview(plan: Plan, until: Day): Promise<readonly PlannedVisit[]>;
  calendar(site: string): Promise<SiteCalendar>;
  /** Opens what has fallen due. */
  look(): Promise<void>;
  /** What is wrong with a recurrence rule; undefined where nothing is. */
  troubleWith(rrule: string, start: Day): string | undefined;
}

export interface Requests {
  readonly changed: Observable<ServiceRequest>;
  take(asked: {
    readonly asset: Asset;
    readonly words: ResidentWords;
    readonly photos: readonly FileRef[];
    readonly condition: ServiceRequest["condition"];
  }): Promise<{ readonly request: ServiceRequest; readonly secret: string }>;
  bySecret(id: string, secret: string): Promise<ServiceRequest | undefined>;
  get(id: string): Promise<ServiceRequest | undefined>;
  list(site?: string): Promise<readonly ServiceRequest[]>;
  answer(id: string, fixed: boolean, words: string): Promise<ServiceRequest | undefined>;
  reply(id: string, words: string, dismiss: boolean, by: string): Promise<ServiceRequest | undefined>;
  forget(id: string): Promise<ServiceRequest | undefined>;
}

export interface Rounds {
  rounds(site?: string): Promise<readonly Round[]>;
  put(round: Round): Promise<void>;
  remove(id: string): Promise<void>;
  stops(query: {
    site?: string | undefined;
    from?: number | undefined;
    to?: number | undefined;
  }): Promise<readonly KeptStop[]>;
  take(
    report: StopReport,
    by: string,
  ): Promise<
    | { readonly ok: true; readonly value: KeptStop; readonly again: boolean }
    | { readonly ok: false; readonly problems: readonly Text[] }
  >;
}

/** Spare parts and what came and went of them. */
export interface Stock {
  list(site: string): Promise<readonly StockStanding[]>;
  moves(site: string, part: string): Promise<readonly StockMove[]>;
  put(part: StockPart): Promise<void>;
  count(site: string, id: string, counted: number): Promise<boolean>;
  move(move: Omit<StockMove, "at">): Promise<boolean>;
  remove(site: string, id: string): Promise<void>;
}

/** What of maintenance the API is handed; orders alone where a test needs no more. */
export interface MaintenanceDeps {
  readonly orders: WorkOrders;
  readonly shelves?: Shelves;
  readonly plans?: Plans;
  readonly requests?: Requests;
  readonly rounds?: Rounds;
  readonly stock?: Stock;
  /** Who there is to be given an order. */
  readonly people?: Pick<Notifier, "staff" | "whoIsOn" | "member">;
}
export type WholeMaintenance = Required<MaintenanceDeps>;
