import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe } from "vitest";
import { memoryJournal, memoryMaintenance } from "../../../adapters/memory/index.ts";
import { openState, type State } from "../../../adapters/sql/index.ts";
import { credentialsContract } from "./credentials.contract.ts";
import { deviceEventsContract } from "./device-events.contract.ts";
import { journalContract } from "./journal.contract.ts";
import { maintenanceContract } from "./maintenance.contract.ts";
import { peopleContract } from "./people.contract.ts";
import { sitesContract } from "./sites.contract.ts";

/** A fresh state for each test, closed and removed after it. A second database joins as a second function. */
const opened: { state: State; folder: string }[] = [];
async function sqlite(): Promise<State> {
  const folder = mkdtempSync(join(tmpdir(), "watchkeeper-state-"));
  const state = await openState(join(folder, "state.db"));
  if (!state.ok) throw new Error(state.problem);
  opened.push({ state: state.value, folder });
  return state.value;
}

afterEach(async () => {
  for (const { state, folder } of opened.splice(0)) {
    await state.close();
    rmSync(folder, { recursive: true });
  }
});

describe("memory", () => {
  journalContract(async () => memoryJournal());
  maintenanceContract(async () => memoryMaintenance());
});

describe.each([["SQLite", sqlite]])("%s", (_, open) => {
  journalContract(async () => (await open()).journal);
  peopleContract(open);
  credentialsContract(async () => (await open()).credentials);
  deviceEventsContract(async () => (await open()).deviceEvents);
  maintenanceContract(async () => (await open()).maintenance);
  sitesContract(async () => (await open()).sites);
});
