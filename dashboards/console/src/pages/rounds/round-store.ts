import { type DBSchema, openDB } from "idb";
import type { StopsTaken } from "../../../../../api/contract/index.ts";
import type { Round, StopReport } from "../../../../../facility/maintenance/index.ts";
import { call, Trouble } from "../../app/api.ts";
import { sendFilesOf } from "../../app/order-store.ts";

/** A stop as it lies on the phone: sent ones stay for the day, so that the round shows what is done. */
export interface HeldStop {
  readonly report: StopReport;
  readonly state: "waiting" | "sent" | "refused";
  readonly problem?: { readonly en: string; readonly zh: string };
}

interface Store extends DBSchema {
  rounds: { key: string; value: Round };
  stops: { key: string; value: HeldStop; indexes: { state: string } };
}

const opened = () =>
  openDB<Store>("watchkeeper-rounds", 1, {
    upgrade(db) {
      db.createObjectStore("rounds", { keyPath: "id" });
      db.createObjectStore("stops").createIndex("state", "state");
    },
  });
let database: ReturnType<typeof opened> | undefined;
const db = () => {
  database ??= opened();
  return database;
};

export const keepRounds = async (rounds: readonly Round[]): Promise<void> => {
  const transaction = (await db()).transaction("rounds", "readwrite");
  await Promise.all([...rounds.map((round) => transaction.store.put(round)), transaction.done]);
};
export const roundOnPhone = async (id: string): Promise<Round | undefined> => (await db()).get("rounds", id);

/** On the phone's disk when it resolves; nothing is lost from then on. */
export const holdStop = async (report: StopReport): Promise<void> => {
  await (await db()).put("stops", { report, state: "waiting" }, report.key);
  for (const told of listeners) told();
};
export const stopsOfRun = async (run: string): Promise<HeldStop[]> =>
  (await (await db()).getAll("stops")).filter(({ report }) => report.run === run);
export const waitingCount = async (): Promise<number> =>
  (await db()).countFromIndex("stops", "state", "waiting");

const listeners = new Set<() => void>();
export const watchStops = (told: () => void): (() => void) => {
  listeners.add(told);
  return () => void listeners.delete(told);
};

export type SendOutcome = "sent" | "offline" | "signed-out";
let sending: Promise<SendOutcome> | undefined;

/**
 * Sends what waits, a few at a time. A stop leaves the queue only when the server has said that it has it; sent again
 * after a lost answer, its key makes it the same stop. One sending at a time in this tab; two tabs are kept apart by
 * the keys.
 */
export function sendWaiting(): Promise<SendOutcome> {
  sending ??= send().finally(() => {
    sending = undefined;
    for (const told of listeners) told();
  });
  return sending;
}

async function send(): Promise<SendOutcome> {
  const store = await db();
  for (;;) {
    const waiting = (await store.getAllFromIndex("stops", "state", "waiting")).slice(0, 10);
    if (waiting.length === 0) return "sent";
    try {
      await sendFilesOf(waiting.map(({ report }) => report));
      const { taken } = await call<StopsTaken>("POST", "/api/rounds/stops", {
        stops: waiting.map(({ report }) => report),
      });
      for (const { report } of waiting) {
        const answer = taken.find(({ key }) => key === report.key);
        // Without a word about it, it goes on waiting.
        if (!answer) return "offline";
        await store.put(
          "stops",
          answer.ok
            ? { report, state: "sent" }
            : { report, state: "refused", ...(answer.problem ? { problem: answer.problem } : {}) },
          report.key,
        );
      }
    } catch (error) {
      if (error instanceof Trouble && (error.status === 401 || error.status === 403)) return "signed-out";
      if (error instanceof Trouble) return "offline";
      throw error;
    }
  }
}
