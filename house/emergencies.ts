import { randomUUID } from "node:crypto";
import type { State } from "../adapters/sql/index.ts";
import { refusals } from "../api/index.ts";
import type { Emergencies as EmergenciesPort } from "../api/ports.ts";
import type { AssetModel } from "../facility/assets/index.ts";
import { agreedOn, type Contract, dayOf } from "../facility/maintenance/index.ts";
import type { Notifier } from "../facility/oncall/index.ts";
import {
  type AssetId,
  type Clock,
  type PointId,
  pointId,
  saidInBoth,
  text,
} from "../facility/units/index.ts";
import type { Board, Commander } from "../ingest/pipeline/index.ts";
import {
  type AlarmDesk,
  type Commands,
  DrillKeeper,
  EmergencyRoom,
  PlanBook,
  type Plant,
} from "../rules/index.ts";
import type { Log } from "./log.ts";

/** Panels tell tens of outputs within minutes; more lines than this are no longer looked through. */
const EVENTS_LOOKED_THROUGH = 500;

/** Plans, runs and drills of the house. */
export interface Emergencies {
  readonly plans: PlanBook;
  readonly room: EmergencyRoom;
  readonly drills: DrillKeeper;
  close(): Promise<void>;
}

/** The house's emergencies as the API asks for them. */
export const emergenciesPort = (
  { plans, room, drills }: Emergencies,
  store: State["emergencies"],
  people: Notifier,
): EmergenciesPort => ({
  runs: () => room.runs(),
  find: (id) => room.find(id),
  past: (query) => store.runs(query),
  entries: (id) => store.entries(id),
  start: (asked) => room.start(asked),
  act: (id, event) => room.act(id, event),
  changed: room.changed,
  plans,
  drills,
  people,
});

/** What emergencies see of the plant: values that can be believed now, and what devices told by code. */
export const plantOf = (
  model: () => AssetModel,
  board: Pick<Board, "reading">,
  events: State["deviceEvents"],
  clock: Clock,
): Plant => ({
  look(asset: AssetId, name: string) {
    const point = model().point(pointId(asset, name));
    const reading = point && board.reading(point.index);
    if (!point || !reading || reading.quality === "bad" || reading.replayed || reading.value === null)
      return undefined;
    if (clock() - reading.at > point.type.staleAfterSeconds * 1_000) return undefined;
    return reading.value;
  },
  events: async (asset, since) =>
    (await events.list({ asset, limit: EVENTS_LOOKED_THROUGH })).filter(({ at }) => at >= since),
});

/** Commands of plans by way of the house's commander, with what became of them in both languages. */
export const commandsOf = (commander: Pick<Commander, "command">): Commands => ({
  async command({ point, value, by }) {
    const given = await commander.command({ point: point as PointId, value, by });
    if (!given.ok) return { ok: false, words: saidInBoth(given) };
    const { outcome, reason = "", detail = "" } = given.value;
    if (outcome === "done") return { ok: true, words: text("done", "已执行") };
    const words = refusals[reason] ?? text("It was refused.", "指令被拒绝。");
    return { ok: false, words: text(`${words.en} ${detail}`.trim(), `${words.zh}${detail}`) };
  },
});

/** Opens the plans of every site, the runs under way and the calendar of drills. */
export async function openEmergencies(of: {
  readonly state: Pick<State, "emergencies" | "deviceEvents">;
  readonly model: () => AssetModel;
  readonly board: Pick<Board, "reading">;
  readonly desk: AlarmDesk;
  readonly notifier: Notifier;
  readonly commander: Commander;
  readonly contracts: () => readonly Contract[];
  readonly clock: Clock;
  readonly log: Log;
}): Promise<Emergencies> {
  const { state, model, board, desk, notifier, commander, clock, log } = of;
  const store = state.emergencies;
  const sites = model().sites.map(({ id }) => id);
  const plans = await PlanBook.open(store, sites, clock);
  const newId = () => randomUUID().slice(0, 13);
  const timeZone = (site: string) => model().sites.find(({ id }) => id === site)?.timeZone ?? "Asia/Shanghai";
  const room = await EmergencyRoom.open({
    ...{ store, plans, model, desk, notifier, clock, newId, log },
    agreed: ({ asset, priority, at }) => {
      const { id, site, system } = asset;
      return agreedOn(of.contracts(), { asset: id, site, system, priority }, dayOf(at, timeZone(site)));
    },
    plant: plantOf(model, board, state.deviceEvents, clock),
    commands: commandsOf(commander),
  });
  const drills = await DrillKeeper.open({ store, plans, room, notifier, clock, newId, timeZone, log });
  return {
    plans,
    room,
    drills,
    async close() {
      drills.close();
      await room.close();
    },
  };
}
