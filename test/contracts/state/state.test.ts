import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe } from "vitest";
import { memoryJournal } from "../../../adapters/memory/index.ts";
import { openState, type State } from "../../../adapters/sql/index.ts";
import { credentialsContract } from "./credentials.contract.ts";
import { deviceEventsContract } from "./device-events.contract.ts";
import { journalContract } from "./journal.contract.ts";
import { peopleContract } from "./people.contract.ts";

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
});

describe.each([["SQLite", sqlite]])("%s", (_, open) => {
  journalContract(async () => (await open()).journal);
  peopleContract(open);
  credentialsContract(async () => (await open()).credentials);
  deviceEventsContract(async () => (await open()).deviceEvents);
});
